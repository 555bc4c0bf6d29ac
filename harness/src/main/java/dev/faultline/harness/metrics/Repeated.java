package dev.faultline.harness.metrics;

import dev.faultline.harness.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An action on a thread of its own, again and again until it is ended. One that throws is tried again a little later. */
final class Repeated {
    private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Duration pace;
    private final Clock clock;
    private final Runnable action;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private boolean failed;

    /** @param pace from one beginning to the next, or more when the action takes longer */
    Repeated(String name, Duration pace, Clock clock, Runnable action) {
        this.pace = pace;
        this.clock = clock;
        this.action = action;
        this.thread = new Thread(this::run, "watch-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            long began = clock.nanos() - pace.toNanos(); // the first at once
            while (!over.await(Math.max(0, left(began)), TimeUnit.NANOSECONDS)) {
                began = clock.nanos();
                failed = !succeeds();
            }
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted", thread.getName(), e);
        }
    }

    private long left(long began) {
        return began + (failed ? AFTER_FAILURE : pace).toNanos() - clock.nanos();
    }

    private boolean succeeds() {
        try {
            action.run();
            return true;
        } catch (RuntimeException e) {
            if (!failed && over.getCount() > 0) {
                LOG.info("{}: not measured for now: {}", thread.getName(), e.getMessage());
            }
            return false;
        }
    }

    /** The action is not begun again. */
    void end() {
        over.countDown();
    }

    /** Waits for the action that is under way; what takes longer is left to itself, on a daemon thread. */
    void await(Duration patience) {
        try {
            thread.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
