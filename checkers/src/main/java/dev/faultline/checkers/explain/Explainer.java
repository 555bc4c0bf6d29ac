package dev.faultline.checkers.explain;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.linear.Budget;
import dev.faultline.checkers.linear.KeyBy;
import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.sequential.Sequential;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import java.util.List;
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
    /** The weaker model is an aside; it may not cost more than this. */
    private static final long SEQUENTIAL_STEPS = 5_000_000;

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
                ? Optional.of(explain(history, witness))
                : Optional.empty();
    }

    /** The same, of a violation that the checker found in the history before; says of it whether a weaker model allows it. */
    public Explanation explain(History history, LinearizabilityWitness witness) {
        String key = witness.key() == null ? "" : witness.key();
        List<Operation> operations = checker.objects(history).getOrDefault(key, List.of());
        Verdict weaker = Sequential.of(model)
                .budget(checker.budget().atMost(SEQUENTIAL_STEPS))
                .judge(key, operations);
        return explain(witness).with(sequential(weaker));
    }

    /** The same without the history: nothing is said of weaker models. */
    public Explanation explain(LinearizabilityWitness witness) {
        return Explanation.of(witness, new Frontier<>(model, witness).paths());
    }

    private static String sequential(Verdict verdict) {
        if (verdict instanceof Valid) {
            return "It is sequentially consistent all the same: an order exists when processes need not agree on time.";
        }
        return verdict instanceof Unknown unknown
                ? "Whether it is sequentially consistent is not known: " + unknown.cause() + "."
                : "It is not even sequentially consistent: no order keeps that of each process.";
    }
}
