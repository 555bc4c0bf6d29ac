package dev.faultline.harness.client;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.time.Answers;
import dev.faultline.harness.time.Scheduler;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Clients without threads, on virtual time: code that blocks is run again from its start whenever an answer has come, as
 * {@link Answers} says. To whoever invokes them, and in what failures mean, they are as {@link ThreadedClients}.
 */
public final class SteppedClients implements Clients {
    private final ClientProcess.Factory factory;
    private final Duration timeout;
    private final Duration grace;
    private final Scheduler scheduler;
    private final Answers answers;
    private final SortedMap<Integer, SteppedProcess> processes = new TreeMap<>();

    /**
     * @param timeout what an operation may take; a client is expected to keep to it by itself
     * @param grace how much longer one is awaited that does not
     * @param answers by which the clients' connections wait
     */
    public SteppedClients(
            ClientProcess.Factory factory, Duration timeout, Duration grace, Scheduler scheduler, Answers answers) {
        this.factory = factory;
        this.timeout = timeout;
        this.grace = grace;
        this.scheduler = scheduler;
        this.answers = answers;
    }

    @Override
    public void invoke(Invocation invocation, Consumer<Completion> done) {
        SteppedProcess carrier = carrier(invocation);
        Attempt attempt = new Attempt(invocation, done);
        long end = scheduler.nanos() + timeout.plus(grace).toNanos();
        scheduler.at(end, () -> giveUp(attempt, carrier));
        carrier.perform(attempt);
    }

    private SteppedProcess carrier(Invocation invocation) {
        SteppedProcess present = processes.get(invocation.thread());
        if (present != null && present.carries(invocation)) {
            return present;
        }
        if (present != null) {
            present.end();
        }
        SteppedProcess fresh = new SteppedProcess(invocation, factory, scheduler, answers);
        processes.put(invocation.thread(), fresh);
        return fresh;
    }

    private void giveUp(Attempt attempt, SteppedProcess carrier) {
        if (attempt.settleSent()) {
            carrier.end();
            attempt.deliver(FailureOutcome.timedOut(attempt.invocation(), timeout));
        }
    }

    @Override
    public void close() {
        processes.values().forEach(SteppedProcess::end);
        processes.clear();
    }
}
