package dev.faultline.harness.client;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.time.Duration;

/**
 * The one place that decides what a failure tells of an invocation's effect: unknown, whatever the transport says, unless the
 * system itself has refused it or it was never sent. (A refused connection proves nothing: a proxy accepts for a dead server.)
 */
final class FailureOutcome {
    private FailureOutcome() {}

    static Completion thrown(Invocation invocation, Throwable failure) {
        return failure instanceof DefiniteFailure
                ? Completion.fail(invocation.value(), text(failure))
                : Completion.info(invocation.value(), text(failure));
    }

    static Completion timedOut(Invocation invocation, Duration timeout) {
        return Completion.info(invocation.value(), "no answer within " + timeout.toMillis() + " ms");
    }

    static Completion notOpened(Invocation invocation, Throwable failure) {
        return Completion.fail(invocation.value(), "not sent, no connection: " + text(failure));
    }

    static Completion notOpenedInTime(Invocation invocation, Duration timeout) {
        return Completion.fail(invocation.value(), "not sent, no connection within " + timeout.toMillis() + " ms");
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }
}
