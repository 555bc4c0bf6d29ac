package dev.faultline.checkers.history;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads events as Jepsen prints them, {@code {:process 0, :type :invoke, :f :read, :value nil}}, keys in any order,
 * straight from bytes into columns: keys are told by one comparison of eight bytes, numbers added up in place, functions
 * and keywords found by their bytes, and neither a map nor an event is made. A single value that is unusual (a set, a
 * ratio, an escaped string ...) is left to {@link EdnParser}; so is a whole event that is, errors included, which this
 * class never reports itself.
 */
final class EventScanner {
    /** What became of an event. */
    enum Result {
        /** It was added. */
        ADDED,
        /** It is not for this class. */
        UNUSUAL,
        /** It goes on where the buffer ends. */
        CUT_OFF
    }

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long PROCESS = bytes("process ");
    private static final long TYPE = bytes("type ");
    private static final long FUNCTION = bytes("f ");
    private static final long VALUE = bytes("value ");
    private static final long TIME = bytes("time ");
    private static final long INDEX = bytes("index ");
    private static final long ERROR = bytes("error ");
    private static final long INVOKE = bytes("invoke");
    private static final long OK = bytes("ok");
    private static final long FAIL = bytes("fail");
    private static final long INFO = bytes("info");
    private static final long NIL = bytes("nil");

    /** What newer versions of Jepsen put before each event. */
    private static final byte[] RECORD_TAG = "#jepsen.history.Op".getBytes(StandardCharsets.US_ASCII);

    private static final long TWO = mask(2);
    private static final long THREE = mask(3);
    private static final long FOUR = mask(4);
    private static final long FIVE = mask(5);
    private static final long SIX = mask(6);

    /** Where a word ends; by byte from 0 to 127. */
    private static final boolean[] ENDS = new boolean[128];

    static {
        for (int c = 0; c < ENDS.length; c++) {
            ENDS[c] = EdnSyntax.endsToken(c);
        }
    }

    /** Ends this close to the end of the buffer may be due to it. */
    private static final int NEAR = 64;

    private static final int DEPTH_MAX = 16;
    private static final int DIGITS_MAX = 18;
    private static final int NO = -1;

    private final ByteSource source;
    private final EdnParser parser;
    private final HistoryBuilder builder;
    private final Values values;
    private final ByteNames<Integer> functions = new ByteNames<>();
    private final ByteNames<Integer> atoms = new ByteNames<>();
    private final ByteNames<Integer> processes = new ByteNames<>();

    private final IntArrayList details = new IntArrayList();

    /** The elements of the vectors that are open, innermost last. */
    private final IntArrayList elements = new IntArrayList();

    private int seen;
    private int type;
    private int process;
    private int function;
    private int value;
    private long time;
    private long index;

    /** The number or the code that was just read. */
    private long number;

    private int code;

    EventScanner(ByteSource source, EdnParser parser, HistoryBuilder builder) {
        this.source = source;
        this.parser = parser;
        this.builder = builder;
        this.values = builder.values();
    }

    private static long bytes(String text) {
        long all = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            all = (all << 8) | text.charAt(i);
        }
        return all;
    }

    private static long mask(int bytes) {
        return (1L << (8 * bytes)) - 1;
    }

    /**
     * Reads the event at the source's place, which is marked. Unless it was added, the place is to be reset.
     *
     * @throws HistoryFormatException for a value that is malformed
     * @throws IllegalArgumentException for an event that does not fit those before it
     */
    Result scan() throws IOException {
        seen = 0;
        value = Values.NIL;
        time = -1;
        index = -1;
        elements.clear();
        details.clear();
        details.add(Values.NIL);
        try {
            int end = members(source.at);
            if (end == NO) {
                return source.limit - source.at < NEAR && !source.ended() ? Result.CUT_OFF : Result.UNUSUAL;
            }
            source.at = end;
        } catch (ByteSource.Cut e) {
            return Result.CUT_OFF;
        }
        builder.append(
                type, process, function, value, time, index, builder.details().number(details));
        return Result.ADDED;
    }

    /** The members from the opening brace on; the place after the closing one. */
    private int members(int from) throws IOException {
        byte[] b = source.buffer;
        int tagEnd = from + RECORD_TAG.length;
        int p = b[from] == '#'
                        && tagEnd < source.limit
                        && Arrays.equals(RECORD_TAG, 0, RECORD_TAG.length, b, from, tagEnd)
                ? tagEnd
                : from;
        if (b[p] != '{') {
            return NO;
        }
        p++;
        while (true) {
            while (b[p] == ' ' || b[p] == ',') {
                p++;
            }
            if (b[p] == '}') {
                return (seen & 7) == 7 ? p + 1 : NO;
            }
            source.at = p;
            if (b[p] != ':') {
                return NO;
            }
            p = member(b, p + 1);
            if (p == NO || !(b[p] == ',' || b[p] == '}' || b[p] == ' ')) {
                return NO;
            }
        }
    }

    /** One key and its value; the place after it. Type, process and function are needed, each key comes once. */
    private int member(byte[] b, int p) throws IOException {
        long word = (long) EIGHT_BYTES.get(b, p);
        if (word == PROCESS) {
            return first(2) ? process(b, p + 8) : NO;
        }
        if ((word & FIVE) == TYPE) {
            return first(1) ? type(b, p + 5) : NO;
        }
        if ((word & TWO) == FUNCTION) {
            return first(4) ? function(b, p + 2) : NO;
        }
        int end;
        if ((word & SIX) == VALUE) {
            end = first(8) ? value(b, p + 6, 0) : NO;
            value = code;
        } else if ((word & FIVE) == TIME) {
            end = first(16) ? natural(b, p + 5) : NO;
            time = number;
        } else if ((word & SIX) == INDEX) {
            end = first(32) ? natural(b, p + 6) : NO;
            index = number;
        } else if ((word & SIX) == ERROR) {
            end = first(64) ? value(b, p + 6, 0) : NO;
            details.set(0, code);
        } else {
            end = extra(b, p);
        }
        return end;
    }

    private boolean first(int key) {
        boolean first = (seen & key) == 0;
        seen |= key;
        return first;
    }

    private int type(byte[] b, int p) {
        if (b[p] != ':') {
            return NO;
        }
        long word = (long) EIGHT_BYTES.get(b, p + 1);
        if ((word & SIX) == INVOKE) {
            type = EventType.INVOKE.ordinal();
            return p + 7;
        }
        if ((word & TWO) == OK) {
            type = EventType.OK.ordinal();
            return p + 3;
        }
        type = (word & FOUR) == FAIL ? EventType.FAIL.ordinal() : EventType.INFO.ordinal();
        return (word & FOUR) == FAIL || (word & FOUR) == INFO ? p + 5 : NO;
    }

    private int process(byte[] b, int p) {
        if (b[p] != ':') {
            int end = natural(b, p);
            process = end == NO ? NO : builder.processes().client(number);
            return end;
        }
        int end = wordEnd(b, p + 1);
        Integer known = processes.find(b, p + 1, end);
        if (known == null) {
            Keyword name = keyword(b, p + 1, end);
            if (name == null) {
                return NO;
            }
            known = builder.processes().number(new ProcessId(name));
            processes.put(b, p + 1, end, known);
        }
        process = known;
        return end;
    }

    private int function(byte[] b, int p) {
        if (b[p] != ':') {
            return NO;
        }
        int end = wordEnd(b, p + 1);
        Integer known = functions.find(b, p + 1, end);
        if (known == null) {
            Keyword name = keyword(b, p + 1, end);
            if (name == null) {
                return NO;
            }
            known = builder.function(name.name());
            functions.put(b, p + 1, end, known);
        }
        function = known;
        return end;
    }

    private static int wordEnd(byte[] b, int p) {
        int end = p;
        while (b[end] < 0 || !ENDS[b[end]]) {
            end++;
        }
        return end;
    }

    private @Nullable Keyword keyword(byte[] b, int from, int to) {
        if (to >= source.limit) {
            return null;
        }
        String name = new String(b, from, to - from, StandardCharsets.UTF_8);
        return Keyword.isValid(name) ? Keyword.of(name) : null;
    }

    /** A whole number of at least 0, into {@link #number}. */
    private int natural(byte[] b, int from) {
        int p = from;
        long sum = 0;
        while (b[p] >= '0' && b[p] <= '9') {
            sum = sum * 10 + b[p++] - '0';
        }
        number = sum;
        return p > from && p - from <= DIGITS_MAX && p < source.limit ? p : NO;
    }

    /** A key of any name and its value. */
    private int extra(byte[] b, int p) throws IOException {
        int end = wordEnd(b, p);
        int key = atom(b, p - 1, end);
        if (key == NO || b[end] != ' ') {
            return NO;
        }
        for (int i = 1; i < details.size(); i += 2) {
            if (details.getInt(i) == key) {
                return NO;
            }
        }
        int after = value(b, end + 1, 0);
        details.add(key);
        details.add(code);
        return after;
    }

    /** The code of a keyword, or of a string without escapes, quotes included; NO for anything else. */
    private int atom(byte[] b, int from, int to) {
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

    /** Any value, its code into {@link #code}. */
    private int value(byte[] b, int p, int depth) throws IOException {
        byte lead = b[p];
        int end = NO;
        if (lead >= '0' && lead <= '9') {
            end = natural(b, p);
            code = values.of(number);
        } else if (lead == 'n' && ((long) EIGHT_BYTES.get(b, p) & THREE) == NIL) {
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
