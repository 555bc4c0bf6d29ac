package dev.faultline.checkers.sequential;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.linear.Budget;
import dev.faultline.checkers.linear.KeyBy;
import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that the operations of a history could have happened one at a time on the model, those of each process in their order,
 * without regard to when other processes did theirs (Lamport 1979). Weaker than linearizability: every linearizable history is
 * sequentially consistent. Crashed operations may have happened at any time after what their process had completed before, or never.
 *
 * <p>Where a history is of several keys, each is judged by itself, and nothing is said of them together: unlike linearizability,
 * sequential consistency of each object does not make that of all.
 *
 * @param <S> the model
 */
public final class Sequential<S extends Model<S>> implements Checker {
    private final S model;
    private final Budget budget;
    private final KeyBy keyBy;

    private Sequential(S model, Budget budget, KeyBy keyBy) {
        this.model = model;
        this.budget = budget;
        this.keyBy = keyBy;
    }

    /** A check of one object that begins as this model stands, under the default budget. */
    public static <S extends Model<S>> Sequential<S> of(S model) {
        return new Sequential<>(model, Budget.DEFAULT, KeyBy.NONE);
    }

    /** The same under that budget, for each key anew. */
    public Sequential<S> budget(Budget newBudget) {
        return new Sequential<>(model, newBudget, keyBy);
    }

    public Sequential<S> keyBy(KeyBy newKeyBy) {
        return new Sequential<>(model, budget, newKeyBy);
    }

    @Override
    public String name() {
        return "sequential";
    }

    @Override
    public String claim() {
        return "are sequentially consistent";
    }

    @Override
    public Verdict check(History history) {
        return find(history).verdict();
    }

    /** The verdict, and under {@code verdicts} those of the keys, when there are keys. */
    @Override
    public Finding find(History history) {
        try {
            Map<String, List<Operation>> objects =
                    Linearizability.of(model).keyBy(keyBy).objects(history);
            List<Verdict> verdicts = new ArrayList<>();
            Map<String, Object> byKey = new LinkedHashMap<>();
            objects.forEach((key, operations) -> {
                Verdict verdict = judge(key, operations);
                verdicts.add(verdict);
                byKey.put(key, verdict.word());
            });
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("keys", objects.size());
            if (!keyBy.equals(KeyBy.NONE)) {
                details.put("verdicts", byKey);
            }
            return new Finding(name(), verdicts.isEmpty() ? Verdict.valid() : Verdict.compose(verdicts), details);
        } catch (MalformedOperation e) {
            return new Finding(name(), new Unknown(String.valueOf(e.getMessage())), Map.of());
        }
    }

    /**
     * Judges the operations of one object, in the order of their invocations.
     *
     * @param key as EDN; empty when there is only one object
     */
    public Verdict judge(String key, List<Operation> operations) {
        ProcessOrder order = new ProcessOrder(operations, model);
        Saturation.Inferred inferred = Saturation.of(order, budget.steps());
        if (!inferred.cycle().isEmpty()) {
            List<Operation> cycle =
                    inferred.cycle().stream().map(order.operations::get).toList();
            return Verdict.invalid(new SequentialWitness(key, operations.size(), cycle));
        }
        OrderSearch<S> search = new OrderSearch<>(order, inferred, model, budget);
        return switch (search.run()) {
            case FOUND -> new Valid(search.found());
            case IMPOSSIBLE -> Verdict.invalid(new SequentialWitness(key, operations.size(), List.of()));
            case STEPS -> unknown(key, "the search used up its " + budget.steps() + " steps");
            case BYTES -> unknown(key, "the search needs more than its " + budget.bytes() + " bytes");
            case CANCELLED -> unknown(key, "the search was cancelled");
            case LATE -> unknown(key, "the search ran out of time");
        };
    }

    private static Verdict unknown(String key, String cause) {
        return Verdict.unknown(key.isEmpty() ? cause : "key " + key + ": " + cause);
    }
}
