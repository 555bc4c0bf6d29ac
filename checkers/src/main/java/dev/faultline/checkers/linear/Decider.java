package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.linear.FastPath.Answer;
import dev.faultline.checkers.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides one object by the algorithms that are allowed: the first fast path whose preconditions hold, else the search.
 *
 * @param paths the fast paths allowed, in the order in which they are tried
 * @param search whether the search may decide what is left
 */
record Decider<S extends Model<S>>(S model, Budget budget, List<FastPath> paths, boolean search) {

    /**
     * An answer.
     *
     * @param algorithm the name of the one that gave it
     * @param peakBytes the most that a search held at once; 0 for a fast path, which holds some numbers for each operation
     */
    record Decision(Search.Result result, String algorithm, long peakBytes) {}

    /**
     * Who decides parts of a history that was found impossible in this way: where the search had to do it, fast paths, which did not
     * apply, are not asked again.
     */
    Decider<S> forPartsOf(Search.Impossible found) {
        return search && found.clash().isEmpty() ? new Decider<>(model, budget, List.of(), true) : this;
    }

    Decision decide(List<Operation> operations) {
        return decide(operations, budget);
    }

    Decision decide(List<Operation> operations, Budget within) {
        List<String> reasons = new ArrayList<>();
        if (!paths.isEmpty()) {
            Operations columns = Operations.of(operations);
            for (FastPath path : paths) {
                Answer answer = path.decide(columns, model);
                if (answer instanceof Answer.Possible possible) {
                    return new Decision(found(columns, possible.order()), path.name(), 0);
                } else if (answer instanceof Answer.Impossible impossible) {
                    return new Decision(
                            new Search.Impossible(
                                    columns.size(),
                                    impossible.clash().stream()
                                            .map(columns::operation)
                                            .toList(),
                                    impossible.because(),
                                    -1),
                            path.name(),
                            0);
                } else if (answer instanceof Answer.NotMine not) {
                    reasons.add(path.name() + " does not apply: " + not.reason());
                }
            }
        }
        if (!search) {
            return new Decision(new Search.Exhausted(String.join("; ", reasons), 0, Cause.INAPPLICABLE), "none", 0);
        }
        Portfolio searches = new Portfolio(Preparation.prepare(operations, model), within);
        return new Decision(searches.run(), Algorithm.SEARCH, searches.peakBytes());
    }

    /** Each operation takes effect at the last invocation up to its place in the order. */
    private static Search.Found found(Operations columns, int[] order) {
        int[] points = new int[order.length];
        int moment = -1;
        for (int i = 0; i < order.length; i++) {
            moment = Math.max(moment, columns.invoked()[order[i]]);
            points[i] = moment;
        }
        return new Search.Found(
                Arrays.stream(order).mapToObj(columns::operation).collect(Collectors.toUnmodifiableList()),
                points,
                columns.size());
    }
}
