package dev.faultline.checkers.history;

import java.util.Arrays;

/**
 * Numbers for longs, in the order they are first seen: equal longs have equal numbers. Open addressing on two arrays,
 * so that ten million entries cost some 16 bytes each while they are collected, and 8 once {@link #frozen}.
 */
final class LongTable {
    private static final int FREE = -1;

    private long[] entries;
    private int size;
    private int[] slots;

    LongTable() {
        this(new long[8], 0, newSlots(16));
    }

    private LongTable(long[] entries, int size, int[] slots) {
        this.entries = entries;
        this.size = size;
        this.slots = slots;
    }

    private static int[] newSlots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, FREE);
        return slots;
    }

    int number(long entry) {
        int mask = slots.length - 1;
        int slot = slot(entry, mask);
        while (slots[slot] != FREE) {
            if (entries[slots[slot]] == entry) {
                return slots[slot];
            }
            slot = slot + 1 & mask;
        }
        slots[slot] = size;
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size + (size >> 1) + 8);
        }
        entries[size++] = entry;
        if (size > slots.length * 0.6) {
            widen();
        }
        return size - 1;
    }

    long entry(int number) {
        return entries[number];
    }

    int size() {
        return size;
    }

    /** What the arrays take. */
    long bytes() {
        return (long) Long.BYTES * entries.length + (long) Integer.BYTES * slots.length;
    }

    private void widen() {
        int[] wider = newSlots(slots.length * 2);
        int mask = wider.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = slot(entries[number], mask);
            while (wider[slot] != FREE) {
                slot = slot + 1 & mask;
            }
            wider[slot] = number;
        }
        slots = wider;
    }

    /** Neighbours spread out: a multiplication, its upper half folded into the lower. */
    private static int slot(long entry, int mask) {
        long mixed = entry * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ mixed >>> 32) & mask;
    }

    /** The entries alone, to be looked up by number. */
    LongTable frozen() {
        return new LongTable(Arrays.copyOf(entries, size), size, new int[0]);
    }
}
