package dev.faultline.node.sim;

import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Draws made of another generator's bits, in the same way on every JDK: {@link RandomGenerator} promises what its methods return but not
 * how they make it of {@link #nextLong}, and one seed must give one run everywhere.
 */
public final class Dice implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final RandomGenerator bits;

    Dice(RandomGenerator bits) {
        this.bits = bits;
    }

    /** A source of dice by label, unrelated to each other, decided by the seed: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    public static Function<String, RandomGenerator> source(long seed) {
        return label -> {
            long state = mix(seed);
            for (int i = 0; i < label.length(); i++) {
                state = mix(state ^ label.charAt(i)) + GOLDEN_GAMMA;
            }
            return new Dice(new SplitMix(state));
        };
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    private static final class SplitMix implements RandomGenerator {
        private long state;

        SplitMix(long seed) {
            state = seed;
        }

        @Override
        public long nextLong() {
            state += GOLDEN_GAMMA;
            return mix(state);
        }
    }

    @Override
    public long nextLong() {
        return bits.nextLong();
    }

    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    @Override
    public int nextInt(int bound) {
        return (int) nextLong(bound);
    }

    @Override
    public int nextInt(int origin, int bound) {
        return (int) nextLong(origin, bound);
    }

    /** {@inheritDoc} The bias, below 2^-32 for bounds below 2^31, is of no matter to a simulation. */
    @Override
    public long nextLong(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, not " + bound);
        }
        return Math.floorMod(nextLong() >>> 1, bound);
    }

    @Override
    public long nextLong(long origin, long bound) {
        return origin + nextLong(bound - origin);
    }

    @Override
    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    @Override
    public double nextDouble(double bound) {
        return nextDouble() * bound;
    }

    @Override
    public double nextDouble(double origin, double bound) {
        return origin + nextDouble() * (bound - origin);
    }

    @Override
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1.0p-24f;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (nextLong() >>> 56);
        }
    }

    /** {@inheritDoc} By {@link StrictMath}, which has the same last bit everywhere. */
    @Override
    public double nextExponential() {
        return -StrictMath.log(1 - nextDouble());
    }

    /** {@inheritDoc} Box and Muller (1958). */
    @Override
    public double nextGaussian() {
        return StrictMath.sqrt(2 * nextExponential()) * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    /** Whether what has that probability happens. Draws nothing when it cannot. */
    boolean happens(double probability) {
        return probability > 0 && nextDouble() < probability;
    }

    /** Exponentially distributed. Draws nothing when the mean is 0. */
    long tail(long mean) {
        return mean == 0 ? 0 : (long) (nextExponential() * mean);
    }
}
