package dev.faultline.checkers.history;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vector as the {@link Values codes} of its elements: equal vectors have equal codes. Its hash is mixed well, which that of a
 * list is not: lists of numbers that count on, as transactions are, would nearly all meet in a table.
 */
final class CodeVector {
    private final int[] codes;
    private final int hash;

    /** What it stands for, once somebody has asked; a second one made at the same time is as good. */
    private @Nullable List<@Nullable Object> value;

    CodeVector(int[] codes) {
        long mixed = codes.length;
        for (int code : codes) {
            mixed = (Long.rotateLeft(mixed, 23) ^ code) * 0x9E3779B97F4A7C15L;
        }
        this.codes = codes;
        this.hash = (int) (mixed ^ mixed >>> 32);
    }

    List<@Nullable Object> value(Values values) {
        List<@Nullable Object> known = value;
        if (known == null) {
            @Nullable Object[] elements = new Object[codes.length];
            Arrays.setAll(elements, i -> values.value(codes[i]));
            known = new EdnVector(elements);
            value = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CodeVector vector && hash == vector.hash && Arrays.equals(codes, vector.codes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
