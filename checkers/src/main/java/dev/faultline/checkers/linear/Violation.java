package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.verdict.Invalid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key that is not linearizable, and its shortest bad prefix: the operations as they stood when the first completion
 * arrived that no order can explain. Operations still open then stay open for ever and their results are erased.
 *
 * @param key as EDN; null when the history is of one object
 * @param misfit the operation whose completion ends the prefix
 * @param prefix the operations invoked by then
 * @param shortest whether no shorter prefix is bad; false when the budget ended the search for it
 * @param clash operations of the prefix that are impossible together whatever the others did; empty when not known
 */
record Violation<S extends Model<S>>(
        @Nullable String key,
        Operation misfit,
        List<Operation> prefix,
        boolean shortest,
        List<Operation> clash,
        Decider<S> decider) {

    /** Finds the prefix by halving: a prefix of a linearizable history is linearizable. */
    static <S extends Model<S>> Violation<S> locate(
            @Nullable String key, List<Operation> operations, Search.Impossible impossible, Decider<S> decider) {
        List<Operation> completed = operations.stream()
                .filter(Operation::isOk)
                .sorted(Comparator.comparingInt(Operation::completedRank))
                .toList();
        int good = -1;
        int bad = completed.size() - 1;
        boolean shortest = true;
        List<Operation> clash = impossible.clash();
        while (bad - good > 1) {
            int middle = good + (bad - good) / 2;
            List<Operation> prefix = cut(operations, completed.get(middle).completedRank());
            Search.Result result = decider.decide(prefix).result();
            if (result instanceof Search.Impossible shorter) {
                bad = middle;
                clash = shorter.clash();
            } else {
                good = middle;
                shortest &= result instanceof Search.Found;
            }
        }
        Operation misfit = completed.get(bad);
        return new Violation<>(key, misfit, cut(operations, misfit.completedRank()), shortest, clash, decider);
    }

    S model() {
        return decider.model();
    }

    /** The history up to and including the event at that rank. */
    private static List<Operation> cut(List<Operation> operations, int rank) {
        List<Operation> prefix = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.invokedRank() < rank) {
                prefix.add(operation.completedRank() <= rank ? operation : operation.crashed());
            }
        }
        return prefix;
    }

    /** The earliest violation in full, the others by name. */
    static <S extends Model<S>> Invalid explain(List<Violation<S>> violations) {
        List<Violation<S>> sorted = violations.stream()
                .sorted(Comparator.comparingInt(violation -> violation.misfit.completedRank()))
                .toList();
        return new Invalid(Explanation.of(sorted.get(0), sorted.subList(1, sorted.size())));
    }
}
