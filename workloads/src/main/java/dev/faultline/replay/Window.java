package dev.faultline.replay;

import dev.faultline.checkers.history.Operation;
import java.time.Duration;

/**
 * The time around a violation of which every message is told, in nanoseconds of the history's clock.
 *
 * @param from the first moment
 * @param to the last
 * @param until up to here events and faults are told: the last operation that the checker speaks of, such as the read that misses what
 *     was acknowledged long before
 */
record Window(long from, long to, long until) {
    /** Told of what led to the violation, when the checker names the culprit only. */
    private static final long BEFORE = Duration.ofSeconds(2).toNanos();
    /** What lies farther back is not told message by message. */
    private static final long BEFORE_MAX = Duration.ofSeconds(5).toNanos();
    /** Told ahead of the first operation of the violation: what led to it. */
    private static final long AHEAD = Duration.ofMillis(500).toNanos();
    /** Told after the last, whose messages may still be under way. */
    private static final long AFTER = Duration.ofMillis(50).toNanos();

    static Window around(Violation violation) {
        Operation culprit = violation.culprit();
        long first = violation.involved().stream()
                .mapToLong(Operation::invokedAt)
                .min()
                .orElse(culprit.invokedAt());
        long from = violation.involved().size() > 1 ? first - AHEAD : culprit.invokedAt() - BEFORE;
        long over = Math.max(culprit.invokedAt(), culprit.completedAt());
        long to = over + AFTER;
        long until = violation.involved().stream()
                .mapToLong(Operation::completedAt)
                .max()
                .orElse(to);
        return new Window(Math.max(0, Math.max(from, culprit.invokedAt() - BEFORE_MAX)), to, Math.max(to, until));
    }

    boolean contains(long nanos) {
        return from <= nanos && nanos <= to;
    }

    /** @param over {@link Long#MAX_VALUE} for what never ends */
    boolean touches(long begun, long over) {
        return begun <= to && over >= from;
    }
}
