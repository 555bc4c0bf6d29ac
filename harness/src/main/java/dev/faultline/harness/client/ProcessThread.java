package dev.faultline.harness.client;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Completion.Outcome;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.time.Scheduler;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Java thread of one logical process: opens its connection when first needed, performs its invocations, closes it. It ends
 * after an unknown outcome; one that hangs is left behind and harms nobody.
 */
final class ProcessThread {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessThread.class);

    private final long process;
    private final int thread;
    private final ClientProcess.Factory factory;
    private final Scheduler scheduler;
    private final BlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();
    private final Thread carrier;

    /** Of the caller's thread alone. */
    private @Nullable Attempt latest;

    private volatile boolean ended;
    private @Nullable ClientProcess client;
    private final BackOff backOff = new BackOff();

    ProcessThread(Invocation first, ClientProcess.Factory factory, Scheduler scheduler) {
        this.process = first.process();
        this.thread = first.thread();
        this.factory = factory;
        this.scheduler = scheduler;
        this.carrier = new Thread(this::run, "process " + process);
        carrier.setDaemon(true);
        carrier.start();
    }

    /** Whether it can perform {@code invocation}: not while it is in one that the caller has lost patience with. */
    boolean carries(Invocation invocation) {
        boolean idle = latest == null || latest.isSettled();
        return idle && !ended && process == invocation.process();
    }

    void perform(Attempt attempt) {
        latest = attempt;
        attempts.add(attempt);
    }

    /** Takes no more invocations, and is woken if it waits in one; but left in peace while it ends by itself. */
    void end() {
        if (!ended) {
            ended = true;
            carrier.interrupt();
        }
    }

    /** Whether it was over, its connection closed, within {@code timeout}. */
    boolean join(Duration timeout) throws InterruptedException {
        carrier.join(Math.max(1, timeout.toMillis()));
        return !carrier.isAlive();
    }

    private void run() {
        try {
            while (!ended) {
                attempt(attempts.take());
            }
        } catch (InterruptedException e) {
            // Asked to end.
        } finally {
            close();
        }
    }

    private void attempt(Attempt attempt) {
        ClientProcess opened = client != null ? client : open(attempt);
        if (opened == null || !attempt.mayBeSent()) {
            return;
        }
        Completion completion;
        try {
            completion = Objects.requireNonNull(opened.invoke(attempt.invocation()), "the client returned nothing");
        } catch (Throwable e) {
            completion = FailureOutcome.thrown(attempt.invocation(), e);
        }
        if (completion.outcome() == Outcome.INFO) {
            // Before that is known outside: who knows it may bring the next invocation at once.
            ended = true;
        }
        if (attempt.settleSent()) {
            attempt.deliver(completion);
        }
    }

    private @Nullable ClientProcess open(Attempt attempt) {
        try {
            client = factory.open(process, thread);
            backOff.reset();
        } catch (Throwable e) {
            if (attempt.settleUnsent()) {
                Completion completion = FailureOutcome.notOpened(attempt.invocation(), e);
                // Told late, so that a node that is down is not asked again at once.
                scheduler.at(scheduler.nanos() + backOff.next().toNanos(), () -> attempt.deliver(completion));
            }
        }
        return client;
    }

    private void close() {
        if (client != null) {
            // Closing may need to wait, whatever this thread was woken for.
            Thread.interrupted();
            try {
                client.close();
            } catch (Exception e) {
                LOG.warn("process {}: its connection did not close", process, e);
            }
        }
    }
}
