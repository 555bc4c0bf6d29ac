package dev.faultline.harness.time;

import java.util.function.BooleanSupplier;

/** The tasks of a virtual scheduler, with a time that began later. */
final class LaterScheduler implements Scheduler {
    private final VirtualScheduler whole;
    private final long origin;

    LaterScheduler(VirtualScheduler whole, long origin) {
        this.whole = whole;
        this.origin = origin;
    }

    @Override
    public long nanos() {
        return whole.nanos() - origin;
    }

    @Override
    public long origin() {
        return origin;
    }

    @Override
    public void execute(Runnable task) {
        whole.execute(task);
    }

    @Override
    public void at(long nanos, Runnable task) {
        whole.at(origin + nanos, task);
    }

    @Override
    public void runUntil(BooleanSupplier done) {
        whole.runUntil(done);
    }
}
