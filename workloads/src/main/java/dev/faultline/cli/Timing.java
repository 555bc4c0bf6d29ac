package dev.faultline.cli;

import dev.faultline.harness.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * How long something took.
 *
 * @param verdict what came of it the last time
 * @param coldMillis the first time
 * @param medianMillis the median of the times that count; the first time when that took too long for more
 */
record Timing(String verdict, double coldMillis, double medianMillis) {
    /** What takes longer at first is not done again. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int WARM_UP = 2;

    /** Times it once, twice more to warm up, and as often as asked. */
    static Timing of(int repeat, Supplier<String> check) {
        Clock clock = Clock.system();
        long began = clock.nanos();
        String verdict = check.get();
        long cold = clock.nanos() - began;
        if (cold > PATIENCE.toNanos()) {
            return new Timing(verdict, cold / 1e6, cold / 1e6);
        }
        for (int i = 0; i < WARM_UP; i++) {
            verdict = check.get();
        }
        long[] nanos = new long[repeat];
        for (int i = 0; i < repeat; i++) {
            long start = clock.nanos();
            verdict = check.get();
            nanos[i] = clock.nanos() - start;
        }
        Arrays.sort(nanos);
        return new Timing(verdict, cold / 1e6, nanos[repeat / 2] / 1e6);
    }
}
