package dev.faultline.harness.time;

import java.time.Instant;

/**
 * The time of one simulated run: a clock, the tasks that make it move on, and how clients that block wait on it. A fresh one shows
 * the same as any other.
 */
public final class VirtualTime implements Clock {
    private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Answers answers = new Answers(scheduler);

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

    /** The same instant at the beginning of every run. */
    @Override
    public Instant wall() {
        return BEGINNING.plusNanos(scheduler.nanos());
    }

    /** Lets everything happen that is due within this time. */
    @Override
    public void pause(long nanos) {
        scheduler.pause(nanos);
    }
}
