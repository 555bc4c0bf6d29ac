package dev.faultline.harness.time;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Two clocks kept apart: one to measure with, one to tell people the date. */
public interface Clock {

    /**
     * Monotonic time in nanoseconds from an arbitrary origin. On Linux this is CLOCK_MONOTONIC, which all containers of one
     * kernel share, so that times taken on a node compare with the harness's own.
     */
    long nanos();

    /** The wall clock, for file names and people; never for measuring. */
    Instant wall();

    /**
     * Waits for about so long, or less: the caller looks again. On virtual time everything else goes on meanwhile, on the same thread.
     */
    void pause(long nanos);

    /** The clocks of this machine. */
    static Clock system() {
        return new Clock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant wall() {
                return Instant.now();
            }

            @Override
            public void pause(long nanos) {
                LockSupport.parkNanos(nanos);
            }
        };
    }
}
