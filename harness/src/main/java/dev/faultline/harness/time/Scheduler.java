package dev.faultline.harness.time;

import java.util.function.BooleanSupplier;

/**
 * Runs tasks one after the other on one thread, now or at a moment. The interpreter knows time only through this, so that the
 * same code runs on real time and on virtual time.
 */
public interface Scheduler {

    /** Nanoseconds since this scheduler's beginning. */
    long nanos();

    /** What its {@link Clock} showed at its beginning: what turns that clock's times into the run's. */
    long origin();

    /** Runs {@code task} on the scheduler's thread as soon as may be. May be called from any thread. */
    void execute(Runnable task);

    /** Runs {@code task} on the scheduler's thread at {@code nanos}, or at once when that is past. May be called from any thread. */
    void at(long nanos, Runnable task);

    /**
     * Runs tasks on the calling thread until {@code done} holds. A task that throws ends the loop and its exception is
     * thrown here.
     *
     * @throws IllegalStateException when nothing is left to run, on virtual time, and {@code done} does not hold
     * @throws InterruptedException when the calling thread is interrupted
     */
    void runUntil(BooleanSupplier done) throws InterruptedException;
}
