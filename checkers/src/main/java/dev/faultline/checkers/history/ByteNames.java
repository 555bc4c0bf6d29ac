package dev.faultline.checkers.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What names stand for, found by their bytes without making a string of them. Holds a bounded number of short names,
 * which is ample for the keywords and functions of a history; others are simply not found.
 */
final class ByteNames<T> {
    private static final int NAMES_MAX = 1 << 12;
    private static final int LENGTH_MAX = 64;

    private byte[][] names = new byte[32][];
    private @Nullable Object[] meanings = new Object[32];
    private int size;

    @SuppressWarnings("unchecked")
    @Nullable
    T find(byte[] bytes, int from, int to) {
        return to - from > LENGTH_MAX ? null : (T) meanings[slot(bytes, from, to)];
    }

    void put(byte[] bytes, int from, int to, T meaning) {
        if (size < NAMES_MAX && to - from <= LENGTH_MAX) {
            if (2 * size >= names.length) {
                widen();
            }
            int slot = slot(bytes, from, to);
            size += meanings[slot] == null ? 1 : 0;
            names[slot] = Arrays.copyOfRange(bytes, from, to);
            meanings[slot] = meaning;
        }
    }

    private void widen() {
        byte[][] oldNames = names;
        @Nullable Object[] oldMeanings = meanings;
        names = new byte[2 * oldNames.length][];
        meanings = new Object[2 * oldNames.length];
        for (int i = 0; i < oldNames.length; i++) {
            if (oldMeanings[i] != null) {
                int slot = slot(oldNames[i], 0, oldNames[i].length);
                names[slot] = oldNames[i];
                meanings[slot] = oldMeanings[i];
            }
        }
    }

    /** Where the name is, or the free place where it would be. */
    private int slot(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int mask = names.length - 1;
        int slot = (hash ^ hash >>> 12) & mask;
        while (names[slot] != null && !Arrays.equals(names[slot], 0, names[slot].length, bytes, from, to)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
