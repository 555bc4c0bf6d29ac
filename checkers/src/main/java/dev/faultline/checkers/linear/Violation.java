package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.verdict.Invalid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A key that is not linearizable, and its shortest bad prefix: the operations as they stood when the first completion
 * arrived that no order can explain. Operations still open then stay open for ever and their results are erased.
 *
 * @param key as EDN; null when the history is of one object
 * @param misfit the operation whose completion ends the prefix
 * @param prefix the operations invoked by then
 * @param shortest whether no shorter prefix is bad; false when the budget ended the search for it
 * @param impossible what was found of the prefix
 */
record Violation<S extends Model<S>>(
        @Nullable String key,
        Operation misfit,
        List<Operation> prefix,
        boolean shortest,
        Search.Impossible impossible,
        Decider<S> decider) {

    private static final int OPERATIONS_TOLD = 6;

    /** Finds the shortest bad prefix of operations that were found impossible. */
    static <S extends Model<S>> Violation<S> locate(
            @Nullable String key, List<Operation> operations, Search.Impossible found, Decider<S> decider) {
        return new Prefixes<>(operations, found, decider).shortestBad(key);
    }

    S model() {
        return decider.model();
    }

    long steps() {
        return impossible.steps();
    }

    /** What an algorithm says of the operations that clash; empty when none did. */
    String because() {
        return impossible.because().isEmpty()
                ? ""
                : impossible.clash().stream()
                                .limit(OPERATIONS_TOLD)
                                .map(operation -> operation.toString().replace("  ", " "))
                                .collect(Collectors.joining(", "))
                        + ": " + impossible.because();
    }

    /** The earliest violation in full, the others by name. */
    static <S extends Model<S>> Invalid explain(List<Violation<S>> violations) {
        List<Violation<S>> sorted = violations.stream()
                .sorted(Comparator.comparingInt(violation -> violation.misfit.completedRank()))
                .toList();
        return new Invalid(Telling.of(sorted.get(0), sorted.subList(1, sorted.size())));
    }

    /**
     * The prefixes of a history, one for each completion. Every prefix of a linearizable history is linearizable, so the
     * shortest bad one is found by halving; it is looked for first where the search that found the history impossible could
     * get no further, since long impossible prefixes are what costs.
     */
    private static final class Prefixes<S extends Model<S>> {
        private final List<Operation> operations;
        private final Decider<S> decider;
        private final List<Operation> completed;
        private int good = -1;
        private int bad;
        private boolean shortest = true;
        private Search.Impossible impossible;

        Prefixes(List<Operation> operations, Search.Impossible found, Decider<S> decider) {
            this.operations = operations;
            this.decider = decider;
            this.completed = operations.stream()
                    .filter(Operation::isOk)
                    .sorted(Comparator.comparingInt(Operation::completedRank))
                    .toList();
            this.bad = completed.size() - 1;
            this.impossible = found;
        }

        Violation<S> shortestBad(@Nullable String key) {
            int hint = hint();
            if (hint >= 0) {
                gallop(firstFrom(hint));
            }
            while (bad - good > 1) {
                ask(good + (bad - good) / 2);
            }
            Operation misfit = completed.get(bad);
            return new Violation<>(key, misfit, cut(misfit.completedRank()), shortest, impossible, decider);
        }

        /** Where to look first: what clashes has clashed when the last of it completed. */
        private int hint() {
            return impossible.clash().stream()
                    .filter(Operation::isOk)
                    .mapToInt(Operation::completedRank)
                    .max()
                    .orElse(impossible.reached());
        }

        /** The first completion at that rank or after it. */
        private int firstFrom(int rank) {
            int low = 0;
            int high = completed.size() - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (completed.get(middle).completedRank() < rank) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** From there in steps of doubling length towards the other kind of prefix. */
        private void gallop(int from) {
            boolean down = from == bad || ask(from);
            for (int stride = 1; bad - good > 1; stride *= 2) {
                int next = down ? from - stride : from + stride;
                if (next <= good || next >= bad || ask(next) != down) {
                    return;
                }
            }
        }

        /** Whether the prefix that ends with that completion is bad, as far as the budget tells. */
        private boolean ask(int completion) {
            Search.Result result = decider.decide(cut(completed.get(completion).completedRank()))
                    .result();
            if (result instanceof Search.Impossible shorter) {
                bad = completion;
                impossible = shorter;
                return true;
            }
            good = completion;
            shortest &= result instanceof Search.Found;
            return false;
        }

        /** The history up to and including the event at that rank. */
        private List<Operation> cut(int rank) {
            List<Operation> prefix = new ArrayList<>();
            for (Operation operation : operations) {
                if (operation.invokedRank() < rank) {
                    prefix.add(operation.completedRank() <= rank ? operation : operation.crashed());
                }
            }
            return prefix;
        }
    }
}
