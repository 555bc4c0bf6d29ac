package dev.faultline.checkers.history;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/** Numbers for the codes of {@link Values} that occur, counted from 0: by arrays, since nearly all codes are small. */
final class CodeNumbers {
    private static final int FREE = -1;

    /** Codes below this are found by an array. */
    private static final int LOW = 1 << 26;

    private int[][] low = {new int[0], new int[0], new int[0], new int[0]};
    private final Int2IntOpenHashMap others = new Int2IntOpenHashMap();
    private final IntArrayList codes = new IntArrayList();

    CodeNumbers() {
        others.defaultReturnValue(FREE);
    }

    int of(int code) {
        if (code < 0 || code >= LOW) {
            return ofOther(code);
        }
        int kind = code & 3;
        int at = code >> 2;
        if (at >= low[kind].length) {
            int length = low[kind].length;
            low[kind] = Arrays.copyOf(low[kind], Math.max(64, at + (at >> 1)));
            Arrays.fill(low[kind], length, low[kind].length, FREE);
        }
        int number = low[kind][at];
        if (number == FREE) {
            number = codes.size();
            low[kind][at] = number;
            codes.add(code);
        }
        return number;
    }

    private int ofOther(int code) {
        int number = others.get(code);
        if (number == FREE) {
            number = codes.size();
            others.put(code, number);
            codes.add(code);
        }
        return number;
    }

    /** The codes by number. */
    int[] codes() {
        return codes.toIntArray();
    }

    int size() {
        return codes.size();
    }
}
