package dev.faultline.node.sim;

import dev.faultline.node.Env;
import java.util.random.RandomGenerator;

/**
 * How the world is while no fault is injected. All times are nanoseconds, all fractions between 0 and 1.
 *
 * @param epochNanos what a right wall clock shows when virtual time is 0, since 1970
 * @param latencyNanosBase what a message between nodes takes at least
 * @param latencyNanosTail the mean of the exponentially distributed time that it takes on top
 * @param clientLatencyNanosBase as {@code latencyNanosBase}, between clients and nodes
 * @param clientLatencyNanosTail as {@code latencyNanosTail}, between clients and nodes
 * @param loss the fraction of messages between nodes that are lost
 * @param duplication the fraction of messages between nodes that come twice
 * @param fifo whether a link between nodes keeps the order of messages
 * @param processingNanos what a process takes for one message, request or timer
 * @param syncNanosBase what a sync of the disk takes at least
 * @param syncNanosTail the mean of the exponentially distributed time that it takes on top
 * @param diskBytes how many bytes all files of a node may have together
 * @param skewNanosMax by how much a wall clock is wrong at first, either way, at most
 * @param wallDriftMax by how much the rate of a wall clock is wrong, either way, at most
 * @param rateErrorMax by how much the rate of a monotonic clock is wrong, either way, at most;
 *     {@link SimulatedClock#RATE_ERROR_MAX} or less
 * @param waitingMax how many messages and requests a paused or busy process may have waiting; what comes beyond is dropped
 */
public record WorldOptions(
        long epochNanos,
        long latencyNanosBase,
        long latencyNanosTail,
        long clientLatencyNanosBase,
        long clientLatencyNanosTail,
        double loss,
        double duplication,
        boolean fifo,
        long processingNanos,
        long syncNanosBase,
        long syncNanosTail,
        long diskBytes,
        long skewNanosMax,
        double wallDriftMax,
        double rateErrorMax,
        int waitingMax) {
    private static final long MICROS = 1_000;
    private static final long MILLIS = 1_000_000;
    private static final long YEAR_2024 = 1_704_067_200L * 1_000 * MILLIS;

    public WorldOptions {
        notNegative("latencyNanosBase", latencyNanosBase);
        notNegative("latencyNanosTail", latencyNanosTail);
        notNegative("clientLatencyNanosBase", clientLatencyNanosBase);
        notNegative("clientLatencyNanosTail", clientLatencyNanosTail);
        notNegative("processingNanos", processingNanos);
        notNegative("syncNanosBase", syncNanosBase);
        notNegative("syncNanosTail", syncNanosTail);
        notNegative("diskBytes", diskBytes);
        notNegative("skewNanosMax", skewNanosMax);
        notNegative("waitingMax", waitingMax);
        fraction("loss", loss, 1);
        fraction("duplication", duplication, 1);
        fraction("wallDriftMax", wallDriftMax, 1);
        fraction("rateErrorMax", rateErrorMax, SimulatedClock.RATE_ERROR_MAX);
    }

    /** Nothing lost, doubled or wrong: 0.5 ms between nodes, 0.5 ms a sync, clocks that are right. */
    public static WorldOptions calm() {
        return new WorldOptions(
                YEAR_2024,
                400 * MICROS,
                100 * MICROS,
                400 * MICROS,
                100 * MICROS,
                0,
                0,
                false,
                5 * MICROS,
                400 * MICROS,
                100 * MICROS,
                1L << 40,
                0,
                0,
                0,
                10_000);
    }

    /** As {@link #calm}, and nothing takes any time. */
    static WorldOptions instant() {
        return new WorldOptions(YEAR_2024, 0, 0, 0, 0, 0, 0, true, 0, 0, 0, 1L << 40, 0, 0, 0, 10_000);
    }

    /**
     * A world as the dice have it: networks from fast to slow, disks alike, now and then a lossy network or one that keeps order; wall
     * clocks wrong by up to 100 ms, monotonic ones as wrong as {@link Env#DRIFT_MAX} allows.
     */
    public static WorldOptions drawn(RandomGenerator bits) {
        Dice dice = new Dice(bits);
        return new WorldOptions(
                YEAR_2024,
                between(dice, 50 * MICROS, 2 * MILLIS),
                between(dice, 20 * MICROS, 2 * MILLIS),
                between(dice, 50 * MICROS, MILLIS),
                between(dice, 20 * MICROS, MILLIS),
                dice.happens(0.3) ? dice.nextDouble() * 0.01 : 0,
                dice.happens(0.3) ? dice.nextDouble() * 0.01 : 0,
                dice.happens(0.3),
                between(dice, 2 * MICROS, 20 * MICROS),
                between(dice, 50 * MICROS, 2 * MILLIS),
                between(dice, 20 * MICROS, 2 * MILLIS),
                1L << 40,
                dice.nextLong(100 * MILLIS),
                dice.nextDouble() * 0.001,
                dice.nextDouble() * SimulatedClock.RATE_ERROR_MAX,
                10_000);
    }

    /** As this, but a message between nodes takes so long on average: half of that always, the rest as it comes. */
    public WorldOptions withLatency(long meanNanos) {
        return new WorldOptions(
                epochNanos,
                meanNanos - meanNanos / 2,
                meanNanos / 2,
                clientLatencyNanosBase,
                clientLatencyNanosTail,
                loss,
                duplication,
                fifo,
                processingNanos,
                syncNanosBase,
                syncNanosTail,
                diskBytes,
                skewNanosMax,
                wallDriftMax,
                rateErrorMax,
                waitingMax);
    }

    /** As likely within each factor of two. */
    private static long between(Dice dice, long low, long high) {
        return (long) (low * StrictMath.pow((double) high / low, dice.nextDouble()));
    }

    private static void notNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be 0 or more, not " + value);
        }
    }

    static void fraction(String name, double value, double max) {
        if (!(value >= 0 && value <= max)) {
            throw new IllegalArgumentException(name + " must be from 0 to " + max + ", not " + value);
        }
    }
}
