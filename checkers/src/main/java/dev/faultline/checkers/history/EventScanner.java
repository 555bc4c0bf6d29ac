package dev.faultline.checkers.history;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads events as Jepsen prints them, {@code {:process 0, :type :invoke, :f :read, :value nil}}, keys in any order,
 * straight from bytes into columns: keys are told by one comparison of eight bytes, functions found by their bytes, and
 * neither a map nor an event is made. An event that is unusual is left to {@link EdnParser}, errors included, which this
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

    private static final long PROCESS = EightBytes.of("process ");
    private static final long TYPE = EightBytes.of("type ");
    private static final long FUNCTION = EightBytes.of("f ");
    private static final long VALUE = EightBytes.of("value ");
    private static final long TIME = EightBytes.of("time ");
    private static final long INDEX = EightBytes.of("index ");
    private static final long ERROR = EightBytes.of("error ");
    private static final long INVOKE = EightBytes.of("invoke");
    private static final long OK = EightBytes.of("ok");
    private static final long FAIL = EightBytes.of("fail");
    private static final long INFO = EightBytes.of("info");

    /** What newer versions of Jepsen put before each event. */
    private static final byte[] RECORD_TAG = "#jepsen.history.Op".getBytes(StandardCharsets.US_ASCII);

    private static final long TWO = EightBytes.mask(2);
    private static final long FOUR = EightBytes.mask(4);
    private static final long FIVE = EightBytes.mask(5);
    private static final long SIX = EightBytes.mask(6);

    /** Ends this close to the end of the buffer may be due to it. */
    private static final int NEAR = 64;

    private static final int NO = ValueScanner.NO;

    private final ByteSource source;
    private final HistoryBuilder builder;
    private final ValueScanner values;
    private final ByteNames<Integer> functions = new ByteNames<>();
    private final ByteNames<Integer> processes = new ByteNames<>();

    private final IntArrayList details = new IntArrayList();

    private int seen;
    private int type;
    private int process;
    private int function;
    private int value;
    private long time;
    private long index;

    EventScanner(ByteSource source, EdnParser parser, HistoryBuilder builder) {
        this.source = source;
        this.builder = builder;
        this.values = new ValueScanner(source, parser, builder.values());
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
        values.reset();
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
        long word = EightBytes.at(b, p);
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
            end = first(8) ? values.value(b, p + 6) : NO;
            value = values.code();
        } else if ((word & FIVE) == TIME) {
            end = first(16) ? values.natural(b, p + 5) : NO;
            time = values.number();
        } else if ((word & SIX) == INDEX) {
            end = first(32) ? values.natural(b, p + 6) : NO;
            index = values.number();
        } else if ((word & SIX) == ERROR) {
            end = first(64) ? values.value(b, p + 6) : NO;
            details.set(0, values.code());
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
        long word = EightBytes.at(b, p + 1);
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
            int end = values.natural(b, p);
            process = end == NO ? NO : builder.processes().client(values.number());
            return end;
        }
        int end = ValueScanner.wordEnd(b, p + 1);
        Integer known = processes.find(b, p + 1, end);
        if (known == null) {
            Keyword name = values.keyword(b, p + 1, end);
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
        int end = ValueScanner.wordEnd(b, p + 1);
        Integer known = functions.find(b, p + 1, end);
        if (known == null) {
            Keyword name = values.keyword(b, p + 1, end);
            if (name == null) {
                return NO;
            }
            known = builder.function(name.name());
            functions.put(b, p + 1, end, known);
        }
        function = known;
        return end;
    }

    /** A key of any name and its value. */
    private int extra(byte[] b, int p) throws IOException {
        int end = ValueScanner.wordEnd(b, p);
        int key = values.atom(b, p - 1, end);
        if (key == NO || b[end] != ' ') {
            return NO;
        }
        for (int i = 1; i < details.size(); i += 2) {
            if (details.getInt(i) == key) {
                return NO;
            }
        }
        int after = values.value(b, end + 1);
        details.add(key);
        details.add(values.code());
        return after;
    }
}
