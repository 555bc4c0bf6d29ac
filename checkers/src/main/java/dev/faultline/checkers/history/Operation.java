package dev.faultline.checkers.history;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call: an invocation and, unless it crashed, its completion.
 *
 * @param argument the invocation's value
 * @param result the completion's value; null when there is no completion
 * @param invokedRank position of the invocation among the events of the history
 * @param completedRank position of the completion; {@link #NEVER} for an operation whose effect has no known end, that
 *     is for every {@link Outcome#INFO}
 * @param invokedAt nanoseconds since the start of the test; -1 when not recorded
 * @param completedAt the same for the event that ended the call, for an {@code info} too; -1 when there is none
 * @param node the node it was sent to, when recorded
 * @param error why it failed or what is not known, when recorded
 */
public record Operation(
        ProcessId process,
        String function,
        @Nullable Object argument,
        @Nullable Object result,
        Outcome outcome,
        int invokedRank,
        int completedRank,
        long invokedAt,
        long completedAt,
        @Nullable String node,
        @Nullable Object error) {

    /** The rank of a completion that never comes: after every other. */
    public static final int NEVER = Integer.MAX_VALUE;

    public Operation {
        if (completedRank <= invokedRank) {
            throw new IllegalArgumentException(
                    "completedRank: above invokedRank " + invokedRank + ", not " + completedRank);
        }
    }

    /** The value to be judged: the completion's for an ok operation, else the invocation's. */
    public @Nullable Object value() {
        return outcome == Outcome.OK ? result : argument;
    }

    /**
     * The two parts of a value {@code [a b]}.
     *
     * @throws MalformedOperation when the value is no sequence of two
     */
    public Pair pair() {
        if (value() instanceof List<?> list && list.size() == 2) {
            return new Pair(list.get(0), list.get(1));
        }
        throw new MalformedOperation(this + ": expected a value of two parts, [a b]");
    }

    /** Whether it is known to have taken effect. */
    public boolean isOk() {
        return outcome == Outcome.OK;
    }

    /** The same call as it looked before its completion: open for ever, its result unknown. */
    public Operation crashed() {
        return new Operation(
                process, function, argument, null, Outcome.INFO, invokedRank, NEVER, invokedAt, -1, node, null);
    }

    /** The same call with another argument and result, as when {@code [key v]} is judged as {@code v}. */
    public Operation with(@Nullable Object newArgument, @Nullable Object newResult) {
        return new Operation(
                process,
                function,
                newArgument,
                newResult,
                outcome,
                invokedRank,
                completedRank,
                invokedAt,
                completedAt,
                node,
                error);
    }

    /** {@code process 9 (n5)  read -> 41}: who did what, and what came of it. */
    @Override
    public String toString() {
        String who = "process " + process + (node == null ? "" : " (" + EdnPrinter.plain(node) + ")");
        return who + "  " + call();
    }

    /** {@code read -> 41}, {@code write 42}, {@code cas [1 2]}: the call without the caller. */
    public String call() {
        StringBuilder text = new StringBuilder(EdnPrinter.plain(function));
        if (argument != null) {
            text.append(' ').append(Edn.print(argument));
        }
        boolean answered = !Objects.equals(argument, result) || function.equals("read");
        if (outcome == Outcome.OK && answered) {
            text.append(" -> ").append(Edn.print(result));
        }
        return text.toString();
    }
}
