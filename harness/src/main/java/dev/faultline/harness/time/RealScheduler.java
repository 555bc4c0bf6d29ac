package dev.faultline.harness.time;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Tasks on real time: sleeps until the next one is due or another thread brings one. */
public final class RealScheduler implements Scheduler {
    private record Task(long nanos, long order, Runnable action) {}

    private final Clock clock;
    private final long origin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::nanos).thenComparingLong(Task::order));
    private long order;

    /** Time starts now. */
    public RealScheduler(Clock clock) {
        this.clock = clock;
        this.origin = clock.nanos();
    }

    @Override
    public long origin() {
        return origin;
    }

    @Override
    public long nanos() {
        return clock.nanos() - origin;
    }

    @Override
    public void execute(Runnable task) {
        at(nanos(), task);
    }

    @Override
    public void at(long nanos, Runnable task) {
        lock.lock();
        try {
            tasks.add(new Task(nanos, order++, task));
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void runUntil(BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            next().action().run();
        }
    }

    private Task next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Task first = tasks.peek();
                if (first == null) {
                    arrived.await();
                } else {
                    long wait = first.nanos() - nanos();
                    if (wait <= 0) {
                        return tasks.remove();
                    }
                    arrived.await(wait, TimeUnit.NANOSECONDS);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
