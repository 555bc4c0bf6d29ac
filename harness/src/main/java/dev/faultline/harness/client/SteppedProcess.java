package dev.faultline.harness.client;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Completion.Outcome;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.time.Answers;
import dev.faultline.harness.time.Conversation;
import dev.faultline.harness.time.Scheduler;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One logical process on virtual time: its connection, and the invocation that it is in. */
final class SteppedProcess {
    private static final Logger LOG = LoggerFactory.getLogger(SteppedProcess.class);

    private final long process;
    private final int thread;
    private final ClientProcess.Factory factory;
    private final Scheduler scheduler;
    private final Answers answers;
    private final BackOff backOff = new BackOff();
    private @Nullable Attempt latest;
    private @Nullable Conversation<Completion> conversation;
    private @Nullable ClientProcess client;
    private boolean ended;

    SteppedProcess(Invocation first, ClientProcess.Factory factory, Scheduler scheduler, Answers answers) {
        this.process = first.process();
        this.thread = first.thread();
        this.factory = factory;
        this.scheduler = scheduler;
        this.answers = answers;
    }

    /** Whether it can perform {@code invocation}: not once an outcome was unknown. */
    boolean carries(Invocation invocation) {
        boolean idle = latest == null || latest.isSettled();
        return idle && !ended && process == invocation.process();
    }

    void perform(Attempt attempt) {
        latest = attempt;
        ClientProcess opened = client != null ? client : open(attempt);
        if (opened == null || !attempt.mayBeSent()) {
            return;
        }
        Invocation invocation = attempt.invocation();
        conversation = answers.converse(() -> opened.invoke(invocation), new Conversation.End<>() {
            @Override
            public void returned(@Nullable Completion completion) {
                settle(attempt, Objects.requireNonNull(completion, "the client returned nothing"));
            }

            @Override
            public void thrown(Throwable failure) {
                settle(attempt, FailureOutcome.thrown(invocation, failure));
            }
        });
    }

    private void settle(Attempt attempt, Completion completion) {
        if (attempt.settleSent()) {
            if (completion.outcome() == Outcome.INFO) {
                end();
            }
            attempt.deliver(completion);
        }
    }

    private @Nullable ClientProcess open(Attempt attempt) {
        try {
            client = factory.open(process, thread);
            backOff.reset();
        } catch (Exception e) {
            if (attempt.settleUnsent()) {
                Completion completion = FailureOutcome.notOpened(attempt.invocation(), e);
                // Told late, so that a node that is down is not asked again at once.
                scheduler.at(scheduler.nanos() + backOff.next().toNanos(), () -> attempt.deliver(completion));
            }
        }
        return client;
    }

    /** Takes no more invocations, hears no more answers, and closes its connection. */
    void end() {
        ended = true;
        if (conversation != null) {
            conversation.abandon();
        }
        if (client != null) {
            try {
                client.close();
            } catch (Exception e) {
                LOG.warn("process {}: its connection did not close", process, e);
            }
            client = null;
        }
    }
}
