package dev.faultline.harness.time;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Tasks on virtual time: the clock jumps to the next task, ties go by order of arrival. One thread only. */
public final class VirtualScheduler implements Scheduler {
    private record Task(long nanos, long order, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::nanos).thenComparingLong(Task::order));
    private long now;
    private long order;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        at(now, task);
    }

    @Override
    public void at(long nanos, Runnable task) {
        tasks.add(new Task(Math.max(nanos, now), order++, task));
    }

    @Override
    public void runUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            Task task = tasks.poll();
            if (task == null) {
                throw new IllegalStateException("nothing is left to run at " + now + " ns, and the end is not reached");
            }
            now = task.nanos();
            task.action().run();
        }
    }
}
