package dev.faultline.harness.time;

import org.jspecify.annotations.Nullable;

/** What is to run at a moment; of one moment, what came first runs first. */
final class Task {
    final long moment;
    final long order;
    final Runnable action;
    /** Another one of the same {@link TaskQueue slice}. */
    @Nullable
    Task next;

    Task(long moment, long order, Runnable action) {
        this.moment = moment;
        this.order = order;
        this.action = action;
    }

    boolean isBefore(Task other) {
        return moment != other.moment ? moment < other.moment : order < other.order;
    }
}
