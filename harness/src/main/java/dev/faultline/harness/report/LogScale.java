package dev.faultline.harness.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Latency on a logarithmic axis.
 *
 * @param low nanoseconds at the foot; what is faster is drawn there
 * @param high nanoseconds at the top
 */
record LogScale(long low, long high) {
    static final int BINS = 30;
    private static final long FOOT = 400_000;
    private static final long[] ROUND = {
        1_000_000, 10_000_000, 100_000_000, 1_000_000_000L, 10_000_000_000L, 100_000_000_000L
    };

    /** From 0.4 ms to above both the timeout and the slowest call. */
    static LogScale upTo(long slowest, long timeout) {
        return new LogScale(FOOT, (long) (Math.max(Math.max(slowest, timeout), 10 * FOOT) * 1.15));
    }

    /** 0 at the foot, 1 at the top. */
    double fraction(long nanos) {
        double f = Math.log(Math.max(nanos, 1) / (double) low) / Math.log(high / (double) low);
        return Math.max(0, Math.min(1, f));
    }

    int bin(long nanos) {
        return Math.min(BINS - 1, (int) (fraction(nanos) * BINS));
    }

    List<Long> ticks() {
        List<Long> ticks = new ArrayList<>();
        for (long tick : ROUND) {
            if (tick > low && tick < high) {
                ticks.add(tick);
            }
        }
        return ticks;
    }
}
