package dev.faultline.harness.generator;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An immutable set of worker threads, in ascending order; {@link Context#FAULTS} comes before the clients' 0, 1, 2 ... */
public final class Threads {
    private static final Threads NONE = new Threads(new long[0]);

    /** Bit {@code thread + 1} is set for each member; the last word is never zero. */
    private final long[] words;

    private Threads(long[] words) {
        this.words = words;
    }

    /** The threads of {@code count} clients: 0 to {@code count - 1}. */
    public static Threads clients(int count) {
        return of(IntStream.range(0, count).toArray());
    }

    /** Exactly these. */
    public static Threads of(int... threads) {
        Threads set = NONE;
        for (int thread : threads) {
            set = set.with(thread);
        }
        return set;
    }

    public boolean contains(int thread) {
        int word = word(thread);
        return word < words.length && (words[word] & bit(thread)) != 0;
    }

    public boolean isEmpty() {
        return words.length == 0;
    }

    public int size() {
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }

    /** How many members come before {@code thread}. */
    public int rank(int thread) {
        int word = Math.min(word(thread), words.length);
        int rank = 0;
        for (int i = 0; i < word; i++) {
            rank += Long.bitCount(words[i]);
        }
        return word < words.length ? rank + Long.bitCount(words[word] & (bit(thread) - 1)) : rank;
    }

    /** The member before which {@code rank} others come. */
    public int nth(int rank) {
        int left = rank;
        for (int i = 0; left >= 0 && i < words.length; i++) {
            int here = Long.bitCount(words[i]);
            if (left < here) {
                long word = words[i];
                for (; left > 0; left--) {
                    word &= word - 1;
                }
                return i * Long.SIZE + Long.numberOfTrailingZeros(word) - 1;
            }
            left -= here;
        }
        throw new IllegalArgumentException("rank must be 0 to " + (size() - 1) + ", not " + rank);
    }

    /** The members of ranks {@code from} (included) to {@code to} (excluded). */
    public Threads slice(int from, int to) {
        return of(IntStream.range(from, to).map(this::nth).toArray());
    }

    public Threads with(int thread) {
        if (thread < Context.FAULTS) {
            throw new IllegalArgumentException("thread must be " + Context.FAULTS + " or more, not " + thread);
        }
        long[] copy = Arrays.copyOf(words, Math.max(words.length, word(thread) + 1));
        copy[word(thread)] |= bit(thread);
        return new Threads(copy);
    }

    public Threads without(int thread) {
        if (!contains(thread)) {
            return this;
        }
        long[] copy = words.clone();
        copy[word(thread)] &= ~bit(thread);
        return trimmed(copy);
    }

    /** The members that {@code other} has as well. */
    public Threads and(Threads other) {
        long[] both = new long[Math.min(words.length, other.words.length)];
        for (int i = 0; i < both.length; i++) {
            both[i] = words[i] & other.words[i];
        }
        return trimmed(both);
    }

    private static Threads trimmed(long[] words) {
        int length = words.length;
        while (length > 0 && words[length - 1] == 0) {
            length--;
        }
        return length == 0 ? NONE : new Threads(length == words.length ? words : Arrays.copyOf(words, length));
    }

    private static int word(int thread) {
        return (thread + 1) / Long.SIZE;
    }

    private static long bit(int thread) {
        return 1L << (thread + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Threads threads && Arrays.equals(words, threads.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return IntStream.range(0, size())
                .map(this::nth)
                .mapToObj(thread -> thread == Context.FAULTS ? "faults" : Integer.toString(thread))
                .collect(Collectors.joining(" ", "{", "}"));
    }
}
