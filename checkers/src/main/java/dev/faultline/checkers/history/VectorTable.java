package dev.faultline.checkers.history;

import java.util.Arrays;

/**
 * Numbers for vectors of {@link Values codes}, in the order they are first seen: equal vectors have equal numbers. All
 * codes are in one array, one vector after the other; open addressing on the numbers finds them, and a few bits of the
 * hash beside each number save looking at vectors that only share a slot. The hash is mixed well, which that of a list is
 * not: lists of numbers that count on, as transactions are, would nearly all meet.
 */
final class VectorTable {
    private static final int FREE = -1;

    private int[] codes = new int[16];
    private int[] ends = new int[8];
    private int size;

    /** By slot: the upper half of the hash, and the number; -1 where there is none. */
    private long[] slots = newSlots(16);

    private static long[] newSlots(int count) {
        long[] slots = new long[count];
        Arrays.fill(slots, FREE);
        return slots;
    }

    /** The number of the vector that is so much of the array. */
    int number(int[] from, int offset, int length) {
        long hash = hash(from, offset, length);
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        long tag = hash & 0x7fffffff00000000L;
        while (slots[slot] != FREE) {
            int number = (int) slots[slot];
            if ((slots[slot] ^ tag) >>> 32 == 0
                    && Arrays.equals(codes, start(number), ends[number], from, offset, offset + length)) {
                return number;
            }
            slot = slot + 1 & mask;
        }
        slots[slot] = tag | size;
        append(from, offset, length);
        if (size > slots.length * 0.6) {
            widen();
        }
        return size - 1;
    }

    private static long hash(int[] from, int offset, int length) {
        long mixed = length;
        for (int i = offset; i < offset + length; i++) {
            mixed = (Long.rotateLeft(mixed, 23) ^ from[i]) * 0x9E3779B97F4A7C15L;
        }
        return mixed ^ mixed >>> 29;
    }

    private void append(int[] from, int offset, int length) {
        int start = start(size);
        if (start + length > codes.length) {
            codes = Arrays.copyOf(codes, Math.max(start + length, codes.length + (codes.length >> 1)));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size + (size >> 1));
        }
        System.arraycopy(from, offset, codes, start, length);
        ends[size++] = start + length;
    }

    private void widen() {
        long[] wider = newSlots(slots.length * 2);
        int mask = wider.length - 1;
        for (long entry : slots) {
            if (entry != FREE) {
                int number = (int) entry;
                int slot = (int) hash(codes, start(number), ends[number] - start(number)) & mask;
                while (wider[slot] != FREE) {
                    slot = slot + 1 & mask;
                }
                wider[slot] = entry;
            }
        }
        slots = wider;
    }

    private int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    int length(int number) {
        return ends[number] - start(number);
    }

    /** The code of an element. */
    int code(int number, int element) {
        return codes[start(number) + element];
    }

    /** What the arrays take. */
    long bytes() {
        return (long) Integer.BYTES * (codes.length + ends.length) + (long) Long.BYTES * slots.length;
    }

    /** The vectors alone, to be looked up by number. */
    VectorTable frozen() {
        VectorTable frozen = new VectorTable();
        frozen.codes = Arrays.copyOf(codes, start(size));
        frozen.ends = Arrays.copyOf(ends, size);
        frozen.size = size;
        frozen.slots = new long[0];
        return frozen;
    }
}
