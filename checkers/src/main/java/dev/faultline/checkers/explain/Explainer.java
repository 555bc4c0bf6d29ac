package dev.faultline.checkers.explain;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.linear.Budget;
import dev.faultline.checkers.linear.KeyBy;
import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.verdict.Invalid;
import java.util.Optional;

/**
 * Explains why a history is not linearizable.
 *
 * <pre>{@code
 * Explainer.of(new CasRegister()).explain(history)
 *         .ifPresent(explanation -> write(ExplanationPage.html(explanation, List.of())));
 * }</pre>
 *
 * @param <S> the model
 */
public final class Explainer<S extends Model<S>> {
    private final S model;
    private final Linearizability<S> checker;

    private Explainer(S model, Linearizability<S> checker) {
        this.model = model;
        this.checker = checker;
    }

    /** Explains under that model, which stands as the object begins. */
    public static <S extends Model<S>> Explainer<S> of(S model) {
        return new Explainer<>(model, Linearizability.of(model));
    }

    /** Explains what that checker, of the same model, finds: with its budget and its keys. */
    public Explainer<S> checker(Linearizability<S> newChecker) {
        return new Explainer<>(model, newChecker);
    }

    public Explainer<S> budget(Budget budget) {
        return new Explainer<>(model, checker.budget(budget));
    }

    public Explainer<S> keyBy(KeyBy keyBy) {
        return new Explainer<>(model, checker.keyBy(keyBy));
    }

    /** Why the history is not linearizable; empty when it is, or when the budget does not tell. */
    public Optional<Explanation> explain(History history) {
        return checker.check(history) instanceof Invalid invalid
                        && invalid.witness() instanceof LinearizabilityWitness witness
                ? Optional.of(explain(witness))
                : Optional.empty();
    }

    /** The same, of a violation that the checker found before. */
    public Explanation explain(LinearizabilityWitness witness) {
        return Explanation.of(witness, new Frontier<>(model, witness).paths());
    }
}
