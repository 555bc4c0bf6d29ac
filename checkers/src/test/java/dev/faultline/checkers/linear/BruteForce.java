package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Outcome;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides tiny histories by trying every order that respects real time. Shares nothing with the search. */
final class BruteForce {
    /** The answer of a sequential object: the new value, or {@link #IMPOSSIBLE}. */
    interface Specification {
        @Nullable
        Object apply(@Nullable Object state, Operation operation);
    }

    static final Object IMPOSSIBLE = new Object();

    private BruteForce() {}

    static boolean isLinearizable(List<Operation> operations, @Nullable Object state, Specification specification) {
        return place(operations, new boolean[operations.size()], state, specification);
    }

    private static boolean place(
            List<Operation> operations, boolean[] placed, @Nullable Object state, Specification specification) {
        int earliestEnd = Operation.NEVER;
        boolean allDone = true;
        for (int i = 0; i < placed.length; i++) {
            if (!placed[i] && operations.get(i).outcome() == Outcome.OK) {
                earliestEnd = Math.min(earliestEnd, operations.get(i).completedRank());
                allDone = false;
            }
        }
        if (allDone) {
            return true;
        }
        for (int i = 0; i < placed.length; i++) {
            Operation operation = operations.get(i);
            if (placed[i] || operation.invokedRank() > earliestEnd) {
                continue;
            }
            Object next = specification.apply(state, operation);
            if (next != IMPOSSIBLE) {
                placed[i] = true;
                boolean found = place(operations, placed, next, specification);
                placed[i] = false;
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Register and compare-and-set register in one. */
    static @Nullable Object register(@Nullable Object state, Operation op) {
        Object value = op.outcome() == Outcome.OK ? op.result() : op.argument();
        if (op.function().equals("write")) {
            return value;
        }
        if (op.function().equals("read")) {
            return value == null || Objects.equals(value, state) ? state : IMPOSSIBLE;
        }
        List<?> fromTo = (List<?>) Objects.requireNonNull(value);
        return Objects.equals(fromTo.get(0), state) ? fromTo.get(1) : IMPOSSIBLE;
    }

    static Object mutex(@Nullable Object held, Operation op) {
        boolean wanted = op.function().equals("acquire");
        return Boolean.valueOf(wanted).equals(held) ? IMPOSSIBLE : (Object) wanted;
    }
}
