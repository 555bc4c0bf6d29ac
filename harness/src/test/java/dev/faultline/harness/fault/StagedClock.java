package dev.faultline.harness.fault;

import dev.faultline.harness.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A clock on which every look takes some time, and waiting takes none of the test's. */
public final class StagedClock implements Clock {
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final AtomicLong now = new AtomicLong(Duration.ofSeconds(100).toNanos());

    @Override
    public long nanos() {
        LockSupport.unpark(Thread.currentThread()); // who looks in order to wait need not wait
        return now.addAndGet(LOOK_NANOS);
    }

    @Override
    public Instant wall() {
        return Instant.EPOCH.plusNanos(nanos());
    }

    public void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** The time without taking any. */
    public long peek() {
        return now.get();
    }
}
