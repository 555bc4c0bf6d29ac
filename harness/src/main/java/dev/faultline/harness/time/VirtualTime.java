package dev.faultline.harness.time;

import java.time.Instant;

/**
 * The time of one simulated run: a clock, the tasks that make it move on, and how clients that block wait on it. A fresh one shows
 * the same as any other.
 */
public final class VirtualTime implements Clock {
    private final Instant beginning;
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Answers answers = new Answers(scheduler);

    /** One that begins at the same date in every run. */
    public VirtualTime() {
        this(Instant.parse("2030-01-01T00:00:00Z"));
    }

    /** @param beginning what its wall clock shows first, for people; nothing that happens depends on it */
    public VirtualTime(Instant beginning) {
        this.beginning = beginning;
    }

    public VirtualScheduler scheduler() {
        return scheduler;
    }

    public Answers answers() {
        return answers;
    }

    @Override
    public long nanos() {
        return scheduler.nanos();
    }

    @Override
    public Instant wall() {
        return beginning.plusNanos(scheduler.nanos());
    }

    /** Lets everything happen that is due within this time. */
    @Override
    public void pause(long nanos) {
        scheduler.pause(nanos);
    }
}
