package dev.faultline.checkers.history;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values as ints, so that a column of values is an int array: equal values have equal codes, and no others. The two
 * lowest bits say what the rest is: a small whole number itself, or the number of a pair of codes, of a long, or of a vector
 * of codes or any other value in a table of its own. Numbers cost nothing beside the column, pairs such as {@code [key v]}
 * 8 bytes once each, longer vectors 4 bytes an element. A list in parentheses becomes the vector that it equals.
 */
final class Values {
    /** The code of nil. */
    static final int NIL = 2;

    private static final int SMALL = 0;
    private static final int PAIR = 1;
    private static final int OBJECT = 2;
    private static final int LONG = 3;

    /** Beside {@link #OBJECT}: the number of a vector of codes. */
    private static final int VECTOR = 4;

    private static final long SMALL_MIN = -(1L << 29);
    private static final long SMALL_MAX = (1L << 29) - 1;

    private final LongTable pairs;
    private final LongTable longs;
    private final VectorTable vectors;
    private final List<@Nullable Object> objects;
    private final Object2IntOpenHashMap<@Nullable Object> objectNumbers = new Object2IntOpenHashMap<>();

    Values() {
        this(new LongTable(), new LongTable(), new VectorTable(), new ArrayList<>());
        objectNumbers.defaultReturnValue(-1);
        object(null);
    }

    private Values(LongTable pairs, LongTable longs, VectorTable vectors, List<@Nullable Object> objects) {
        this.pairs = pairs;
        this.longs = longs;
        this.vectors = vectors;
        this.objects = objects;
    }

    /** The code of a value that is normal in the sense of {@link Edn#normal}. */
    int of(@Nullable Object value) {
        if (value instanceof Long number) {
            return of(number.longValue());
        }
        if (!(value instanceof List<?> list)) {
            return object(value);
        }
        int[] codes = new int[list.size()];
        int next = 0;
        for (Object element : list) {
            codes[next++] = of(element);
        }
        return vector(codes, 0, codes.length);
    }

    int of(long number) {
        return number >= SMALL_MIN && number <= SMALL_MAX
                ? (int) number << 2 | SMALL
                : longs.number(number) << 2 | LONG;
    }

    /** The code of the vector of two values, given theirs. */
    int pair(int first, int second) {
        return pairs.number(((long) first << 32) | (second & 0xffffffffL)) << 2 | PAIR;
    }

    /** The code of the vector of any values, given theirs as a part of an array. */
    int vector(int[] codes, int offset, int length) {
        return length == 2
                ? pair(codes[offset], codes[offset + 1])
                : (vectors.number(codes, offset, length) << 3) | VECTOR | OBJECT;
    }

    private int object(@Nullable Object value) {
        int number = objectNumbers.getInt(value);
        if (number < 0) {
            number = objects.size();
            objectNumbers.put(value, number);
            objects.add(value);
        }
        return number << 3 | OBJECT;
    }

    @Nullable
    Object value(int code) {
        int rest = code >>> 2;
        return switch (code & 3) {
            case SMALL -> (long) (code >> 2);
            case PAIR -> new EdnVector(value(first(code)), value(second(code)));
            case LONG -> longs.entry(rest);
            default -> (code & VECTOR) == 0 ? objects.get(rest >>> 1) : vectorValue(rest >>> 1);
        };
    }

    private Object vectorValue(int number) {
        @Nullable Object[] elements = new Object[vectors.length(number)];
        Arrays.setAll(elements, i -> value(vectors.code(number, i)));
        return new EdnVector(elements);
    }

    /** Prints the value as EDN. */
    void print(int code, StringBuilder out) {
        switch (code & 3) {
            case SMALL -> out.append(code >> 2);
            case PAIR -> {
                out.append('[');
                print(first(code), out);
                out.append(' ');
                print(second(code), out);
                out.append(']');
            }
            default -> EdnPrinter.print(value(code), out);
        }
    }

    /** What the tables of pairs, vectors and numbers take. */
    long bytes() {
        return pairs.bytes() + longs.bytes() + vectors.bytes();
    }

    static boolean isPair(int code) {
        return (code & 3) == PAIR;
    }

    static boolean isSmall(int code) {
        return (code & 3) == SMALL;
    }

    /** The code of the first part of a pair. */
    int first(int pair) {
        return (int) (pairs.entry(pair >>> 2) >> 32);
    }

    /** The code of the second part of a pair. */
    int second(int pair) {
        return (int) pairs.entry(pair >>> 2);
    }

    /** The same codes, to be looked up only; as small as can be. */
    Values frozen() {
        return new Values(pairs.frozen(), longs.frozen(), vectors.frozen(), new ArrayList<>(objects));
    }
}
