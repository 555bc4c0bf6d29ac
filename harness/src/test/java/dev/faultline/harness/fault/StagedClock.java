package dev.faultline.harness.fault;

import dev.faultline.harness.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock on which every look takes some time, and waiting takes none of the test's. */
public final class StagedClock implements Clock {
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final AtomicLong now = new AtomicLong(Duration.ofSeconds(100).toNanos());

    @Override
    public long nanos() {
        return now.addAndGet(LOOK_NANOS);
    }

    @Override
    public Instant wall() {
        return Instant.EPOCH.plusNanos(nanos());
    }

    @Override
    public void pause(long nanos) {}

    public void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** The time without taking any. */
    public long peek() {
        return now.get();
    }
}
