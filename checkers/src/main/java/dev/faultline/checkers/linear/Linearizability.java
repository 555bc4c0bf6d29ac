package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Pair;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the operations of a history could have happened one at a time, each between its invocation and its
 * completion, on the model. Crashed operations may have happened at any time after their invocation, or never.
 *
 * @param <S> the model
 */
public final class Linearizability<S extends Model<S>> implements Checker {
    private final S model;
    private final Budget budget;
    private final KeyBy keyBy;
    private final String algorithm;

    private Linearizability(S model, Budget budget, KeyBy keyBy, String algorithm) {
        this.model = model;
        this.budget = budget;
        this.keyBy = keyBy;
        this.algorithm = algorithm;
    }

    /** A check of one object that begins as this model stands, under the default budget. */
    public static <S extends Model<S>> Linearizability<S> of(S model) {
        return new Linearizability<>(model, Budget.DEFAULT, KeyBy.NONE, Algorithm.AUTO);
    }

    public Linearizability<S> budget(Budget newBudget) {
        return new Linearizability<>(model, newBudget, keyBy, algorithm);
    }

    /** What it may cost. */
    public Budget budget() {
        return budget;
    }

    /** Judges each key by itself: every value is {@code [key v]}. Sound, since linearizability is local. */
    public Linearizability<S> perKey() {
        return keyBy(KeyBy.VALUE_TUPLE);
    }

    public Linearizability<S> keyBy(KeyBy newKeyBy) {
        return new Linearizability<>(model, budget, newKeyBy, algorithm);
    }

    /**
     * Decides by this algorithm alone, one of {@link Algorithm#names}; what it cannot decide is unknown.
     *
     * @throws IllegalArgumentException when nothing is called so
     */
    public Linearizability<S> algorithm(String name) {
        Algorithm.paths(name);
        return new Linearizability<>(model, budget, keyBy, name);
    }

    @Override
    public String name() {
        return "linearizable";
    }

    @Override
    public String claim() {
        return "are linearizable";
    }

    @Override
    public Verdict check(History history) {
        return find(history).verdict();
    }

    @Override
    public Finding find(History history) {
        List<Operation> operations = Observations.judged(history, model);
        try {
            requireKnownFunctions(operations);
            Map<Object, List<Operation>> byKey = partition(operations);
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("keys", byKey.size());
            details.put("operations", operations.size());
            return new Finding(name(), judge(byKey, details), details);
        } catch (MalformedOperation e) {
            return new Finding(name(), new Unknown(String.valueOf(e.getMessage())), Map.of());
        }
    }

    /**
     * The operations to be judged, by key as EDN, with what belongs to that key in place of {@code [key v]}; under the key "" when the
     * history is of one object.
     *
     * @throws MalformedOperation when one does not fit the model, or names no key
     */
    public Map<String, List<Operation>> objects(History history) {
        List<Operation> operations = Observations.judged(history, model);
        requireKnownFunctions(operations);
        Map<String, List<Operation>> objects = new LinkedHashMap<>();
        partition(operations).forEach((key, ofKey) -> objects.put(key == Whole.HISTORY ? "" : Edn.print(key), ofKey));
        return objects;
    }

    private void requireKnownFunctions(List<Operation> operations) {
        Set<String> functions = model.functions();
        for (Operation operation : operations) {
            if (!functions.isEmpty() && !functions.contains(operation.function())) {
                throw new MalformedOperation(operation + ": expected one of "
                        + String.join(", ", functions.stream().sorted().toList()));
            }
        }
    }

    private Map<Object, List<Operation>> partition(List<Operation> operations) {
        if (keyBy == KeyBy.NONE) {
            return Map.of(Whole.HISTORY, operations);
        }
        Map<@Nullable Object, List<Operation>> byKey = new LinkedHashMap<>();
        for (Operation operation : operations) {
            Pair argument = pair(operation, operation.argument());
            Object result = operation.isOk() ? result(operation, argument.first()) : null;
            byKey.computeIfAbsent(argument.first(), key -> new ArrayList<>())
                    .add(operation.with(argument.second(), result));
        }
        return byKey;
    }

    private static @Nullable Object result(Operation operation, @Nullable Object key) {
        Pair result = pair(operation, operation.result());
        if (!Objects.equals(result.first(), key)) {
            throw new MalformedOperation(operation + ": expected it to complete on key " + Edn.print(key));
        }
        return result.second();
    }

    private static Pair pair(Operation operation, @Nullable Object value) {
        if (value instanceof List<?> list && list.size() == 2) {
            return new Pair(list.get(0), list.get(1));
        }
        throw new MalformedOperation(operation + ": expected a value [key v], not " + Edn.print(value));
    }

    private Verdict judge(Map<Object, List<Operation>> byKey, Map<String, Object> details) {
        Decider<S> decider = new Decider<>(model, budget, Algorithm.paths(algorithm), Algorithm.searches(algorithm));
        Merge merge = new Merge();
        List<Verdict> undecided = new ArrayList<>();
        List<Violation<S>> violations = new ArrayList<>();
        Set<String> algorithms = new TreeSet<>();
        long steps = 0;
        for (Map.Entry<Object, List<Operation>> entry : byKey.entrySet()) {
            Object key = entry.getKey();
            Decider.Decision decision = decider.decide(entry.getValue());
            algorithms.add(decision.algorithm());
            steps += decision.result().steps();
            if (decision.result() instanceof Search.Found found) {
                merge.add(found);
            } else if (decision.result() instanceof Search.Exhausted exhausted) {
                String where = key == Whole.HISTORY ? "" : "key " + Edn.print(key) + ": ";
                undecided.add(new Unknown(where + exhausted.cause()));
            } else if (decision.result() instanceof Search.Impossible impossible) {
                String name = key == Whole.HISTORY ? null : Edn.print(key);
                violations.add(Violation.locate(name, entry.getValue(), impossible, decider));
            }
        }
        details.put("algorithm", String.join(" ", algorithms));
        details.put("steps", steps);
        if (!violations.isEmpty()) {
            return Violation.explain(violations);
        }
        return undecided.isEmpty() ? merge.valid() : Verdict.compose(undecided);
    }

    /** The key of a history that has none; equal to no value. */
    private enum Whole {
        HISTORY
    }
}
