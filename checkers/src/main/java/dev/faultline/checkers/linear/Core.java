package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The completions that matter. Leaving operations out does not preserve an answer, but two changes only ever make a
 * history easier to explain: forgetting what a read returned, and forgetting that a mutation completed. Whatever can be
 * forgotten while the history stays impossible is forgotten, large pieces first (delta debugging, Zeller and
 * Hildebrandt 2002); since forgetting is monotone, a last pass over single operations makes the rest minimal.
 *
 * @param operations the completed operations left, by invocation
 * @param minimal whether forgetting any one of them makes the history possible
 */
record Core<S extends Model<S>>(List<Operation> operations, boolean minimal) {
    private static final long STEPS_PER_QUESTION = 200_000;
    private static final long STEPS_IN_ALL = 3_000_000;

    static <S extends Model<S>> Core<S> of(Violation<S> violation) {
        return new Shrinking<>(violation).shrink();
    }

    private static final class Shrinking<S extends Model<S>> {
        private final Violation<S> violation;
        private final List<Operation> operations;
        private final boolean[] forgotten;
        private long stepsLeft = STEPS_IN_ALL;
        private boolean minimal = true;

        Shrinking(Violation<S> violation) {
            this.violation = violation;
            this.operations = violation.prefix();
            this.forgotten = new boolean[operations.size()];
        }

        Core<S> shrink() {
            forgetAllButTheClash();
            for (int piece = Integer.highestOneBit(Math.max(1, operations.size() / 2)); piece > 0; piece /= 2) {
                List<Integer> left = left();
                for (int from = 0; from < left.size(); from += piece) {
                    tryToForget(left.subList(from, Math.min(left.size(), from + piece)));
                }
            }
            return new Core<>(left().stream().map(operations::get).toList(), minimal);
        }

        private void forgetAllButTheClash() {
            if (!violation.clash().isEmpty()) {
                Set<Integer> clash = new HashSet<>();
                violation.clash().forEach(operation -> clash.add(operation.invokedRank()));
                List<Integer> others = left();
                others.removeIf(op -> clash.contains(operations.get(op).invokedRank()));
                tryToForget(others);
            }
        }

        private List<Integer> left() {
            List<Integer> left = new ArrayList<>();
            for (int op = 0; op < forgotten.length; op++) {
                if (!forgotten[op] && operations.get(op).isOk()) {
                    left.add(op);
                }
            }
            return left;
        }

        private void tryToForget(List<Integer> piece) {
            piece.forEach(op -> forgotten[op] = true);
            List<Operation> weaker = new ArrayList<>(operations.size());
            for (int op = 0; op < forgotten.length; op++) {
                Operation operation = operations.get(op);
                weaker.add(forgotten[op] ? operation.crashed() : operation);
            }
            Decider<S> decider = violation.decider();
            Budget within = decider.budget().atMost(Math.max(1, Math.min(STEPS_PER_QUESTION, stepsLeft)));
            Search.Result result = decider.decide(weaker, within).result();
            stepsLeft -= result.steps();
            if (!(result instanceof Search.Impossible)) {
                piece.forEach(op -> forgotten[op] = false);
                minimal &= result instanceof Search.Found || piece.size() > 1;
            }
        }
    }
}
