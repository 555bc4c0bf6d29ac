package dev.faultline.harness.client;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.time.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that block, on real time: each logical process has a connection and a Java thread of its own. An invocation that is
 * not over in time is given up, with its process; what it may still answer is heard by nobody. What failures mean is decided by
 * {@link FailureOutcome}.
 */
public final class ThreadedClients implements Clients {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadedClients.class);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final ClientProcess.Factory factory;
    private final Duration timeout;
    private final Duration grace;
    private final Scheduler scheduler;
    private final Map<Integer, ProcessThread> threads = new HashMap<>();

    /**
     * @param timeout what an operation may take; a client is expected to keep to it by itself
     * @param grace how much longer one is awaited that does not
     * @param scheduler on whose thread {@link #invoke} is called
     */
    public ThreadedClients(ClientProcess.Factory factory, Duration timeout, Duration grace, Scheduler scheduler) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be more than 0, not " + timeout);
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace must be 0 or more, not " + grace);
        }
        this.factory = factory;
        this.timeout = timeout;
        this.grace = grace;
        this.scheduler = scheduler;
    }

    @Override
    public void invoke(Invocation invocation, Consumer<Completion> done) {
        ProcessThread carrier = carrier(invocation);
        Attempt attempt = new Attempt(invocation, done);
        carrier.perform(attempt);
        long end = scheduler.nanos() + timeout.plus(grace).toNanos();
        scheduler.at(end, () -> giveUp(attempt, carrier));
    }

    private ProcessThread carrier(Invocation invocation) {
        ProcessThread present = threads.get(invocation.thread());
        if (present != null && present.carries(invocation)) {
            return present;
        }
        if (present != null) {
            present.end();
        }
        ProcessThread fresh = new ProcessThread(invocation, factory, scheduler);
        threads.put(invocation.thread(), fresh);
        return fresh;
    }

    private void giveUp(Attempt attempt, ProcessThread carrier) {
        if (attempt.settleUnsent()) {
            carrier.end();
            attempt.deliver(FailureOutcome.notOpenedInTime(attempt.invocation(), timeout));
        } else if (attempt.settleSent()) {
            carrier.end();
            attempt.deliver(FailureOutcome.timedOut(attempt.invocation(), timeout));
        }
    }

    /** Closes every connection, and waits a few seconds for all of them; to be called when no invocation is open. */
    @Override
    public void close() {
        threads.values().forEach(ProcessThread::end);
        try {
            long end = scheduler.nanos() + CLOSING.toNanos();
            for (ProcessThread thread : threads.values()) {
                if (!thread.join(Duration.ofNanos(end - scheduler.nanos()))) {
                    LOG.warn("a connection did not close within {}; its thread is left behind", CLOSING);
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("interrupted while connections were closing; their threads are left behind");
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }
}
