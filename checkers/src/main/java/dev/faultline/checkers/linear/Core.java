package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Model;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The completions that matter. Leaving operations out does not preserve an answer, but two changes only ever make a
 * history easier to explain: forgetting what a read returned, and forgetting that a mutation completed. Whatever can be
 * forgotten while the history stays impossible is forgotten.
 *
 * <p>What contradicts the last completion has mostly happened not long before it, so the latest completions are tried
 * alone first, twice as many each time, until they are impossible together. What is left is halved (QuickXplain, Junker
 * 2004): about k log n questions for k completions that matter of n. Since forgetting is monotone, the rest is minimal as
 * soon as each question was answered.
 *
 * @param operations the completed operations left, by invocation
 * @param minimal whether forgetting any one of them is known to make the history possible
 */
record Core<S extends Model<S>>(List<Operation> operations, boolean minimal) {
    /** What a question may cost, in checks of the prefix and in steps, and all of them. */
    private static final long CHECKS_PER_QUESTION = 2;

    private static final long STEPS_PER_QUESTION = 200_000;
    private static final long CHECKS_IN_ALL = 8;
    private static final long STEPS_IN_ALL = 3_000_000;

    static <S extends Model<S>> Core<S> of(Violation<S> violation) {
        return new Shrinking<>(violation).shrink();
    }

    private static final class Shrinking<S extends Model<S>> {
        private final Violation<S> violation;
        private final List<Operation> operations;

        /** By number: what is left of it when its completion is forgotten. */
        private final List<Operation> crashed;

        /** By number, for those that completed: whether the completion is known in the question to be asked. */
        private final boolean[] known;

        private final long stepsPerQuestion;
        private long stepsLeft;
        private boolean answered = true;

        Shrinking(Violation<S> violation) {
            this.violation = violation;
            this.operations = violation.prefix();
            this.crashed = operations.stream()
                    .map(operation -> operation.isOk() ? operation.crashed() : operation)
                    .toList();
            this.known = new boolean[operations.size()];
            this.stepsPerQuestion = Math.max(STEPS_PER_QUESTION, CHECKS_PER_QUESTION * violation.steps());
            this.stepsLeft = Math.max(STEPS_IN_ALL, CHECKS_IN_ALL * violation.steps());
        }

        Core<S> shrink() {
            List<Integer> latestFirst = completions();
            List<Integer> core = clash(latestFirst);
            if (core.isEmpty() || !isImpossible(core)) {
                core = new ArrayList<>(latestFirst.subList(0, latest(latestFirst)));
            }
            core = matter(new ArrayList<>(), false, core);
            boolean minimal = answered || eachMatters(core);
            Collections.sort(core);
            return new Core<>(core.stream().map(operations::get).toList(), minimal);
        }

        private List<Integer> completions() {
            List<Integer> completions = new ArrayList<>();
            for (int op = 0; op < known.length; op++) {
                if (operations.get(op).isOk()) {
                    completions.add(op);
                }
            }
            completions.sort(Comparator.comparingInt(op -> -operations.get(op).completedRank()));
            return completions;
        }

        /** Those that an algorithm named. */
        private List<Integer> clash(List<Integer> completions) {
            Set<Integer> ranks = new HashSet<>();
            violation.impossible().clash().forEach(operation -> ranks.add(operation.invokedRank()));
            return new ArrayList<>(completions.stream()
                    .filter(op -> ranks.contains(operations.get(op).invokedRank()))
                    .toList());
        }

        /** How many of the latest are impossible together: at most twice as many as it takes. */
        private int latest(List<Integer> latestFirst) {
            int count = 1;
            while (count < latestFirst.size() && !isImpossible(latestFirst.subList(0, count))) {
                count = Math.min(latestFirst.size(), 2 * count);
            }
            return count;
        }

        /**
         * Those of the candidates that are needed, with the given ones, to be impossible; given and candidates together are.
         * Earlier ones are forgotten rather than later ones.
         */
        private List<Integer> matter(List<Integer> given, boolean grown, List<Integer> candidates) {
            if (grown && isImpossible(given)) {
                return new ArrayList<>();
            }
            if (candidates.size() <= 1) {
                return candidates;
            }
            List<Integer> late = candidates.subList(0, candidates.size() / 2);
            List<Integer> early = candidates.subList(late.size(), candidates.size());
            List<Integer> ofEarly = matter(joined(given, late), true, early);
            List<Integer> ofLate = matter(joined(given, ofEarly), !ofEarly.isEmpty(), late);
            return joined(ofLate, ofEarly);
        }

        private static List<Integer> joined(List<Integer> first, List<Integer> second) {
            List<Integer> both = new ArrayList<>(first);
            both.addAll(second);
            return both;
        }

        /** Questions that went unanswered may have been about pieces that are not there any more. */
        private boolean eachMatters(List<Integer> core) {
            answered = true;
            for (int op : List.copyOf(core)) {
                List<Integer> others = new ArrayList<>(core);
                others.remove(Integer.valueOf(op));
                if (isImpossible(others)) {
                    core.remove(Integer.valueOf(op));
                }
            }
            return answered;
        }

        private boolean isImpossible(List<Integer> completions) {
            completions.forEach(op -> known[op] = true);
            List<Operation> weaker = new ArrayList<>(operations.size());
            for (int op = 0; op < known.length; op++) {
                weaker.add((known[op] ? operations : crashed).get(op));
            }
            completions.forEach(op -> known[op] = false);
            Decider<S> decider = violation.decider();
            Budget within = decider.budget().atMost(Math.max(1, Math.min(stepsPerQuestion, stepsLeft)));
            Search.Result result = decider.decide(weaker, within).result();
            stepsLeft -= result.steps();
            answered &= !(result instanceof Search.Exhausted);
            return result instanceof Search.Impossible;
        }
    }
}
