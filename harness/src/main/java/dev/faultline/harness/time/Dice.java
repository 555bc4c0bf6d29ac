package dev.faultline.harness.time;

import java.util.ArrayList;
import java.util.List;

/**
 * A sequence of pseudo-random draws: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Written out here, because the JDK
 * promises the bits of its generators but not how {@code nextInt(bound)} is made of them, and one seed must give one result on
 * every JDK. Not thread-safe: each user forks its own.
 */
public final class Dice {
    static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private long state;

    Dice(long seed) {
        state = seed;
    }

    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /** Any long, each as likely. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** From 0 to {@code bound - 1}, each as likely. */
    public int below(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, not " + bound);
        }
        // The high half of a 64-bit product; the bias, below 2^-32 for any bound here, is of no matter to a test's
        // choices.
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** From 0 (included) to 1 (excluded). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * One of them, each as likely.
     *
     * @throws IllegalArgumentException when there are none
     */
    public <T> T oneOf(List<T> choices) {
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("choices must not be empty");
        }
        return choices.get(below(choices.size()));
    }

    /** The same elements in a drawn order (Fisher and Yates). */
    public <T> List<T> shuffled(List<T> elements) {
        List<T> copy = new ArrayList<>(elements);
        for (int i = copy.size() - 1; i > 0; i--) {
            int j = below(i + 1);
            T kept = copy.get(i);
            copy.set(i, copy.get(j));
            copy.set(j, kept);
        }
        return List.copyOf(copy);
    }
}
