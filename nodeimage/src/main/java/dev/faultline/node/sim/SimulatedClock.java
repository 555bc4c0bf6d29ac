package dev.faultline.node.sim;

import dev.faultline.node.Env;

/**
 * The two clocks of one node. The wall clock is wrong by what it always was (an offset, a rate: {@link WorldOptions}) and by one fault at
 * a time: each of {@link #bump}, {@link #drift}, {@link #strobe} and {@link #freeze} replaces the one before, and {@link #reset} ends it.
 * The monotonic clock knows no fault but its rate.
 */
public final class SimulatedClock {
    /**
     * By how much a monotonic clock's rate may be wrong, either way. Two that are as wrong as can be, one fast and one slow, have rates
     * whose ratio is 1 + {@link Env#DRIFT_MAX}.
     */
    public static final double RATE_ERROR_MAX = Env.DRIFT_MAX / (2 + Env.DRIFT_MAX);

    private enum Fault {
        NONE,
        BUMP,
        DRIFT,
        STROBE,
        FREEZE
    }

    private final Pace pace;
    private final long epoch;
    private final long ownOffset;
    private final double ownDrift;
    private double rateError;
    /** Where the rate changed last: by true time, and by this clock. */
    private long rateSince;

    private long monotonicSince;

    private Fault fault = Fault.NONE;
    private long faultSince;
    private long amount;
    private double faultDrift;
    private long period;

    SimulatedClock(Pace pace, Dice dice, WorldOptions options) {
        this.pace = pace;
        epoch = options.epochNanos();
        ownOffset = (long) (options.skewNanosMax() * (2 * dice.nextDouble() - 1));
        ownDrift = options.wallDriftMax() * (2 * dice.nextDouble() - 1);
        rateError = options.rateErrorMax() * (2 * dice.nextDouble() - 1);
    }

    /** What the process reads now, in nanoseconds since 1970. */
    public long wallNanos() {
        return wall(pace.nanos());
    }

    /** What the process reads now. */
    public long monotonicNanos() {
        return monotonic(pace.nanos());
    }

    /** By how much the wall clock is ahead of the true time, as measured now. */
    public long skewNanos() {
        return wallNanos() - epoch - pace.nanos();
    }

    /** By how much the monotonic clock's rate is wrong, as a fraction. */
    public double rateError() {
        return rateError;
    }

    /** Sets the wall clock ahead, or back if negative. */
    public void bump(long offsetNanos) {
        begin(Fault.BUMP);
        amount = offsetNanos;
    }

    /** Makes the wall clock gain that fraction of the time that passes from now on; not less than -1. */
    public void drift(double rate) {
        if (!(rate >= -1 && rate <= 100)) {
            throw new IllegalArgumentException("rate must be from -1 to 100, not " + rate);
        }
        begin(Fault.DRIFT);
        faultDrift = rate;
    }

    /** Sets the wall clock ahead and back by turns, changing every {@code periodNanos}. */
    public void strobe(long amplitudeNanos, long periodNanos) {
        if (periodNanos <= 0) {
            throw new IllegalArgumentException("periodNanos must be positive, not " + periodNanos);
        }
        begin(Fault.STROBE);
        amount = amplitudeNanos;
        period = periodNanos;
    }

    /** Makes the wall clock stand still. */
    public void freeze() {
        long shown = wall(pace.settled());
        begin(Fault.FREEZE);
        amount = shown;
    }

    /** Ends the fault of the wall clock. */
    public void reset() {
        begin(Fault.NONE);
    }

    /** Changes the monotonic clock's rate: a fraction from {@code -RATE_ERROR_MAX} to {@code RATE_ERROR_MAX}. */
    public void rate(double error) {
        WorldOptions.fraction("error's size", Math.abs(error), RATE_ERROR_MAX);
        long now = pace.settled();
        monotonicSince = monotonic(now);
        rateSince = now;
        rateError = error;
    }

    /** What the monotonic clock shows at a time that is not before its last change of rate. */
    long monotonic(long nanos) {
        long passed = nanos - rateSince;
        return monotonicSince + passed + (long) (passed * rateError);
    }

    /** When the monotonic clock will show that, or later by two nanoseconds at most, if its rate stays. */
    long nanosAt(long monotonic) {
        return rateSince + (long) StrictMath.ceil((monotonic - monotonicSince) / (1 + rateError)) + 1;
    }

    private void begin(Fault next) {
        fault = next;
        faultSince = pace.settled();
    }

    private long wall(long nanos) {
        long right = epoch + nanos + ownOffset + (long) (nanos * ownDrift);
        return switch (fault) {
            case NONE -> right;
            case BUMP -> right + amount;
            case DRIFT -> right + (long) ((nanos - faultSince) * faultDrift);
            case STROBE -> (nanos - faultSince) / period % 2 == 0 ? right + amount : right - amount;
            case FREEZE -> amount;
        };
    }
}
