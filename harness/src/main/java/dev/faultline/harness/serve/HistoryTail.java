package dev.faultline.harness.serve;

import dev.faultline.checkers.history.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Counts how operations of clients ended while the history grows. Each byte is looked at once, however often it is asked; of a line
 * only type, process and time are, as the harness writes them. A line that is another's, or not whole yet, counts nothing.
 */
final class HistoryTail {
    /** At once: a second's work or less, so that a large history is caught up with in a few calls. */
    static final long MOST_BYTES = 64L << 20;

    private static final int CHUNK = 1 << 16;
    private static final int LONGEST_LINE = 1 << 20;
    private static final int MOST_SECONDS = 7 * 86_400;
    private static final byte[] BEGINNING = ascii("{:index ");
    private static final byte[] TYPE = ascii(", :type :");
    private static final byte[] PROCESS = ascii(", :process ");
    private static final byte[] TIME = ascii(", :time ");

    private final Path file;
    private long offset;
    private long size;
    private byte[] line = new byte[512];
    private int length;
    private final long[] counts = new long[Outcome.values().length];
    private final int[][] bySecond = new int[Outcome.values().length][64];
    private int seconds;

    HistoryTail(Path file) {
        this.file = file;
    }

    /** Reads on from where it stopped. A file that is not there yet, or became another one, is read from its beginning. */
    void advance() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            size = channel.size();
            if (size < offset) {
                forget();
            }
            long stop = Math.min(size, offset + MOST_BYTES);
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            channel.position(offset);
            while (offset < stop) {
                chunk.clear().limit((int) Math.min(CHUNK, stop - offset));
                int read = channel.read(chunk);
                if (read < 0) {
                    return;
                }
                offset += read;
                take(chunk.array(), read);
            }
        }
    }

    private void forget() {
        offset = 0;
        length = 0;
        seconds = 0;
        Arrays.fill(counts, 0);
        for (int[] some : bySecond) {
            Arrays.fill(some, 0);
        }
    }

    private void take(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                count();
                length = 0;
            } else if (length < LONGEST_LINE) {
                if (length == line.length) {
                    line = Arrays.copyOf(line, 2 * length);
                }
                line[length++] = bytes[i];
            }
        }
    }

    private void count() {
        int at = skip(0, BEGINNING);
        while (at > 0 && at < length && digit(at)) {
            at++;
        }
        at = at < 0 ? -1 : skip(at, TYPE);
        if (at < 0 || at + 2 >= length) {
            return;
        }
        char first = (char) line[at];
        boolean invocation = first == 'i' && line[at + 2] == 'v';
        int process = indexOf(PROCESS, at);
        if (invocation || process < 0 || (process < length && !digit(process))) {
            return;
        }
        if (first == 'o' || first == 'f' || first == 'i') {
            Outcome outcome = first == 'o' ? Outcome.OK : first == 'f' ? Outcome.FAIL : Outcome.INFO;
            counts[outcome.ordinal()]++;
            countSecond(outcome, indexOf(TIME, process));
        }
    }

    private void countSecond(Outcome outcome, int time) {
        long nanos = 0;
        for (int at = time; at > 0 && at < length && digit(at) && nanos < Long.MAX_VALUE / 10 - 9; at++) {
            nanos = nanos * 10 + line[at] - '0';
        }
        long second = nanos / 1_000_000_000;
        if (time < 0 || second >= MOST_SECONDS) {
            return;
        }
        seconds = Math.max(seconds, (int) second + 1);
        if (seconds > bySecond[0].length) {
            for (int i = 0; i < bySecond.length; i++) {
                bySecond[i] = Arrays.copyOf(bySecond[i], 2 * seconds);
            }
        }
        bySecond[outcome.ordinal()][(int) second]++;
    }

    private boolean digit(int at) {
        return line[at] >= '0' && line[at] <= '9';
    }

    /** Where it goes on after these bytes; -1 when they do not stand here. */
    private int skip(int at, byte[] expected) {
        int end = at + expected.length;
        return end <= length && Arrays.equals(line, at, end, expected, 0, expected.length) ? end : -1;
    }

    /** Where it goes on after these bytes, which begin with a comma and do not stand within a string; -1 when nowhere. */
    private int indexOf(byte[] wanted, int from) {
        boolean quoted = false;
        for (int at = from; at < length; at++) {
            if (quoted && line[at] == '\\') {
                at++;
            } else if (line[at] == '"') {
                quoted = !quoted;
            } else if (!quoted && line[at] == ',' && skip(at, wanted) > 0) {
                return at + wanted.length;
            }
        }
        return -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    long count(Outcome outcome) {
        return counts[outcome.ordinal()];
    }

    /** How much of the history was looked at, of 1. */
    double read() {
        return size == 0 ? 1 : (double) offset / size;
    }

    /** Seconds of the history until its last completion, begun ones included. */
    int seconds() {
        return seconds;
    }

    /** Operations that ended so in each of these seconds, of which some may not have come yet. */
    int[] endedIn(int from, int to, Outcome outcome) {
        int[] all = bySecond[outcome.ordinal()];
        int[] some = new int[to - from];
        for (int i = from; i < Math.min(to, all.length); i++) {
            some[i - from] = all[i];
        }
        return some;
    }
}
