package dev.faultline.harness.time;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for conditions that only asking again can show. */
public final class Await {
    private Await() {}

    /**
     * Asks {@code condition} every {@code pace} until it holds or {@code patience} is over.
     *
     * @return whether it held
     */
    public static boolean until(Clock clock, Duration patience, Duration pace, BooleanSupplier condition) {
        long deadline = clock.nanos() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - clock.nanos();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            clock.pause(Math.min(left, pace.toNanos()));
        }
        return true;
    }
}
