package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.HoldsOneValue;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Step;
import java.util.ArrayList;
import java.util.List;

/** Makes a violation small and readable. */
final class Explanation {
    private Explanation() {}

    static <S extends Model<S>> LinearizabilityWitness of(Violation<S> violation, List<Violation<S>> others) {
        Core<S> core = Core.of(violation);
        List<LinearizabilityWitness.Placed> order = new ArrayList<>();
        S state = longestOrder(violation, order);
        String message = state.step(violation.misfit()) instanceof Step.Illegal<S> illegal
                ? illegal.message()
                : "no order of the operations before it leads to a state that allows it";
        Staleness staleness =
                violation.model() instanceof HoldsOneValue holder ? Staleness.find(violation, holder) : null;
        return new LinearizabilityWitness(
                violation.key(),
                violation.misfit(),
                core.operations(),
                core.minimal() && violation.shortest(),
                order,
                message,
                staleness,
                others.stream()
                        .map(other -> new LinearizabilityWitness.Other(other.key(), other.misfit()))
                        .toList());
    }

    /** An order of everything that had completed before the misfit did; returns the state it ends in. */
    private static <S extends Model<S>> S longestOrder(
            Violation<S> violation, List<LinearizabilityWitness.Placed> order) {
        Operation misfit = violation.misfit();
        List<Operation> before = violation.prefix().stream()
                .filter(operation -> operation.invokedRank() != misfit.invokedRank())
                .toList();
        S state = violation.model();
        Search.Result result = Search.run(Preparation.prepare(before, state), violation.budget());
        if (result instanceof Search.Found found) {
            for (Operation operation : found.order()) {
                if (state.step(operation) instanceof Step.Next<S> next) {
                    state = next.state();
                    order.add(new LinearizabilityWitness.Placed(operation, state.describe()));
                }
            }
        }
        return state;
    }
}
