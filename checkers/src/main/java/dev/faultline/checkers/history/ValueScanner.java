package dev.faultline.checkers.history;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of events straight from bytes into codes: numbers added up in place, keywords and strings found by
 * their bytes. A value that is unusual (a set, a ratio, an escaped string ...) is left to {@link EdnParser}. What it reads
 * is in {@link #code} or {@link #number}; what it returns is the place after it.
 */
final class ValueScanner {
    /** In place of a place: it is not for this class. */
    static final int NO = -1;

    private static final long NIL = EightBytes.of("nil");
    private static final long THREE = EightBytes.mask(3);
    private static final int DEPTH_MAX = 16;
    private static final int DIGITS_MAX = 18;

    /** Where a word ends; by byte from 0 to 127. */
    private static final boolean[] ENDS = new boolean[128];

    static {
        for (int c = 0; c < ENDS.length; c++) {
            ENDS[c] = EdnSyntax.endsToken(c);
        }
    }

    private final ByteSource source;
    private final EdnParser parser;
    private final Values values;
    private final ByteNames<Integer> atoms = new ByteNames<>();

    /** The elements of the vectors that are open, innermost last. */
    private final IntArrayList elements = new IntArrayList();

    private long number;
    private int code;

    ValueScanner(ByteSource source, EdnParser parser, Values values) {
        this.source = source;
        this.parser = parser;
        this.values = values;
    }

    /** Forgets vectors that were cut off. */
    void reset() {
        elements.clear();
    }

    /** The whole number that was just read. */
    long number() {
        return number;
    }

    /** The code of the value that was just read. */
    int code() {
        return code;
    }

    static int wordEnd(byte[] b, int p) {
        int end = p;
        while (b[end] < 0 || !ENDS[b[end]]) {
            end++;
        }
        return end;
    }

    /** Null where it is none, or may go on where the buffer ends. */
    @Nullable
    Keyword keyword(byte[] b, int from, int to) {
        if (to >= source.limit) {
            return null;
        }
        String name = new String(b, from, to - from, StandardCharsets.UTF_8);
        return Keyword.isValid(name) ? Keyword.of(name) : null;
    }

    /** A whole number of at least 0, into {@link #number}. */
    int natural(byte[] b, int from) {
        int p = from;
        long sum = 0;
        while (b[p] >= '0' && b[p] <= '9') {
            sum = sum * 10 + b[p++] - '0';
        }
        number = sum;
        return p > from && p - from <= DIGITS_MAX && p < source.limit ? p : NO;
    }

    /** The code of a keyword, or of a string without escapes, quotes included; NO for anything else. */
    int atom(byte[] b, int from, int to) {
        Integer known = atoms.find(b, from, to);
        if (known != null) {
            return known;
        }
        if (to >= source.limit) {
            return NO;
        }
        Object made = b[from] == ':'
                ? keyword(b, from + 1, to)
                : new String(b, from + 1, to - from - 2, StandardCharsets.UTF_8);
        if (made == null || (made instanceof Keyword keyword && isReserved(keyword.name()))) {
            return NO;
        }
        int atom = values.of(made);
        atoms.put(b, from, to, atom);
        return atom;
    }

    /** A known key that was not followed by one blank; as a value it is as rare as the others are frequent. */
    private static boolean isReserved(String name) {
        return switch (name) {
            case "process", "type", "f", "value", "time", "index", "error" -> true;
            default -> false;
        };
    }

    /** Any value. */
    int value(byte[] b, int p) throws IOException {
        return value(b, p, 0);
    }

    private int value(byte[] b, int p, int depth) throws IOException {
        byte lead = b[p];
        int end = NO;
        if (lead >= '0' && lead <= '9') {
            end = natural(b, p);
            code = values.of(number);
        } else if (lead == 'n' && (EightBytes.at(b, p) & THREE) == NIL) {
            end = p + 3;
            code = Values.NIL;
        } else if (lead == '-') {
            end = natural(b, p + 1);
            code = values.of(-number);
        } else if (lead == '[' && depth < DEPTH_MAX) {
            return vector(b, p + 1, depth + 1);
        } else if (lead == ':') {
            end = wordEnd(b, p + 1);
            code = atom(b, p, end);
            end = code == NO ? NO : end;
        } else if (lead == '"') {
            end = string(b, p + 1);
            return end == NO ? anyValue(p) : end;
        }
        return end == NO || b[end] < 0 || !ENDS[b[end]] ? anyValue(p) : end;
    }

    private int string(byte[] b, int from) {
        int p = from;
        while ((b[p] >= ' ' && b[p] != '"' && b[p] != '\\') || b[p] < 0) {
            p++;
        }
        if (b[p] != '"' || p >= source.limit) {
            return NO;
        }
        code = atom(b, from - 1, p + 1);
        return code == NO ? NO : p + 1;
    }

    private int vector(byte[] b, int from, int depth) throws IOException {
        int base = elements.size();
        int p = from;
        while (true) {
            while (b[p] == ' ' || b[p] == ',') {
                p++;
            }
            if (b[p] == ']') {
                break;
            }
            p = value(b, p, depth);
            elements.add(code);
        }
        code = values.vector(elements.elements(), base, elements.size() - base);
        elements.size(base);
        return p + 1;
    }

    /** The value at that place, whatever it is. */
    private int anyValue(int p) throws IOException {
        source.at = p;
        code = values.of(parser.value());
        return source.at;
    }
}
