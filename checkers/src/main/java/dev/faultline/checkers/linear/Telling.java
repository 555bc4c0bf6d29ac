package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.HoldsOneValue;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a violation small and readable. */
final class Telling {
    /** What an order may cost that only tells, of what is decided already: a few seconds. */
    private static final long ORDER_STEPS = 5_000_000;

    private Telling() {}

    static <S extends Model<S>> LinearizabilityWitness of(Violation<S> violation, List<Violation<S>> others) {
        Core<S> core = Core.of(violation);
        List<LinearizabilityWitness.Placed> order = new ArrayList<>();
        Optional<S> end = longestOrder(violation, order);
        String message = end.isPresent() && end.get().step(violation.misfit()) instanceof Step.Illegal<S> illegal
                ? illegal.message()
                : "no order of the operations before it leads to a state that allows it";
        Staleness staleness =
                violation.model() instanceof HoldsOneValue holder ? Staleness.find(violation, holder) : null;
        return new LinearizabilityWitness(
                violation.key(),
                violation.misfit(),
                violation.prefix(),
                violation.shortest(),
                core.operations(),
                core.minimal() && violation.shortest(),
                violation.because(),
                order,
                message,
                staleness,
                others.stream()
                        .map(other -> new LinearizabilityWitness.Other(other.key(), other.misfit()))
                        .toList());
    }

    /** An order of everything that had completed before the misfit did, and the state it ends in, if the budget allows. */
    private static <S extends Model<S>> Optional<S> longestOrder(
            Violation<S> violation, List<LinearizabilityWitness.Placed> order) {
        Operation misfit = violation.misfit();
        List<Operation> before = violation.prefix().stream()
                .filter(operation -> operation.invokedRank() != misfit.invokedRank())
                .toList();
        S state = violation.model();
        Search.Result result = violation.decider().decide(before).result();
        if (result instanceof Search.Found unordered && unordered.order().isEmpty() && !before.isEmpty()) {
            Budget budget = violation.decider().budget().atMost(ORDER_STEPS);
            result = new Decider<>(state, budget, List.of(), true)
                    .decide(before)
                    .result(); // some fast paths give no order
        }
        if (!(result instanceof Search.Found found)) {
            return Optional.empty();
        }
        for (Operation operation : found.order()) {
            if (!(state.step(operation) instanceof Step.Next<S> next)) {
                throw new IllegalStateException(operation + " was found legal, but is not in " + state);
            }
            state = next.state();
            order.add(new LinearizabilityWitness.Placed(operation, state.describe()));
        }
        return Optional.of(state);
    }
}
