package dev.faultline.harness.client;

import java.time.Duration;

/** How long to wait after a connection could not be opened: longer each time, up to a bound. */
final class BackOff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final int DOUBLINGS_MAX = 4;

    private int failures;

    Duration next() {
        return FIRST.multipliedBy(1L << Math.min(failures++, DOUBLINGS_MAX));
    }

    /** One was opened. */
    void reset() {
        failures = 0;
    }
}
