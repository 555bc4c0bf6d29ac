package dev.faultline.replay;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.harness.store.VerdictRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The first violation of a run, its operations found in the history.
 *
 * @param key null when the history has one object
 * @param culprit the operation that went wrong
 * @param involved culprit included: those that the checker speaks of
 */
record Violation(@Nullable String key, Operation culprit, List<Operation> involved) {
    Violation {
        involved = List.copyOf(involved);
    }

    /** Empty when the verdict names no operation. */
    static Optional<Violation> first(VerdictRecord verdict, History history) {
        if (verdict.violations().isEmpty()) {
            return Optional.empty();
        }
        VerdictRecord.Violation told = verdict.violations().get(0);
        Set<Long> ranks = new TreeSet<>(told.core());
        told.cited().forEach(cited -> ranks.add(cited.invocation()));
        ranks.add(told.culprit());
        List<Operation> involved = new ArrayList<>();
        Operation culprit = null;
        for (Operation operation : history.operations()) {
            boolean wrong = operation.invokedRank() == told.culprit() || operation.completedRank() == told.culprit();
            if (wrong || ranks.contains((long) operation.invokedRank())) {
                involved.add(operation);
            }
            culprit = wrong ? operation : culprit;
        }
        return culprit == null ? Optional.empty() : Optional.of(new Violation(told.key(), culprit, involved));
    }

    /** Whether the operation is on the violated object. */
    boolean concerns(Operation operation) {
        return key == null || keyed(operation);
    }

    /** The operation without its key, when that is the violated one. */
    Operation unkeyed(Operation operation) {
        return keyed(operation) ? operation.with(value(operation.argument()), value(operation.result())) : operation;
    }

    private boolean keyed(Operation operation) {
        return key != null
                && operation.argument() instanceof List<?> pair
                && pair.size() == 2
                && key.equals(Edn.print(pair.get(0)));
    }

    private static @Nullable Object value(@Nullable Object keyed) {
        return keyed instanceof List<?> pair && pair.size() == 2 ? pair.get(1) : keyed;
    }
}
