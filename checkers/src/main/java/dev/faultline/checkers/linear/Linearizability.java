package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final boolean explained;
    private final Set<String> ignored;

    private Linearizability(
            S model, Budget budget, KeyBy keyBy, String algorithm, boolean explained, Set<String> ignored) {
        this.model = model;
        this.budget = budget;
        this.keyBy = keyBy;
        this.algorithm = algorithm;
        this.explained = explained;
        this.ignored = Set.copyOf(ignored);
    }

    /** A check of one object that begins as this model stands, under the default budget. */
    public static <S extends Model<S>> Linearizability<S> of(S model) {
        return new Linearizability<>(model, Budget.DEFAULT, KeyBy.NONE, Algorithm.AUTO, true, Set.of());
    }

    public Linearizability<S> budget(Budget newBudget) {
        return new Linearizability<>(model, newBudget, keyBy, algorithm, explained, ignored);
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
        return new Linearizability<>(model, budget, newKeyBy, algorithm, explained, ignored);
    }

    /**
     * Decides by this algorithm alone, one of {@link Algorithm#names}; what it cannot decide is unknown.
     *
     * @throws IllegalArgumentException when nothing is called so
     */
    public Linearizability<S> algorithm(String name) {
        Algorithm.paths(name);
        return new Linearizability<>(model, budget, keyBy, name, explained, ignored);
    }

    /** Only decides: a violation is neither located nor made small, which takes much longer than to find it. */
    public Linearizability<S> unexplained() {
        return new Linearizability<>(model, budget, keyBy, algorithm, false, ignored);
    }

    /** Leaves out the operations of these functions, which are not the object's: a history can be of more than one thing. */
    public Linearizability<S> ignoring(Set<String> functions) {
        return new Linearizability<>(model, budget, keyBy, algorithm, explained, functions);
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
        List<Operation> operations = judged(history);
        try {
            requireKnownFunctions(operations);
            Map<@Nullable Object, List<Operation>> byKey = Keys.partition(history, operations, keyBy);
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
        List<Operation> operations = judged(history);
        requireKnownFunctions(operations);
        Map<String, List<Operation>> objects = new LinkedHashMap<>();
        Keys.partition(history, operations, keyBy)
                .forEach((key, ofKey) -> objects.put(keyBy.equals(KeyBy.NONE) ? "" : Edn.print(key), ofKey));
        return objects;
    }

    private List<Operation> judged(History history) {
        List<Operation> operations = Observations.judged(history, model);
        return ignored.isEmpty()
                ? operations
                : operations.stream()
                        .filter(operation -> !ignored.contains(operation.function()))
                        .toList();
    }

    private void requireKnownFunctions(List<Operation> operations) {
        Set<String> known = model.functions();
        List<String> used = Operations.of(operations).functionTable();
        if (!known.isEmpty() && !known.containsAll(used)) {
            Operation strange = operations.stream()
                    .filter(operation -> !known.contains(operation.function()))
                    .findFirst()
                    .orElseThrow();
            throw new MalformedOperation(strange + ": expected one of "
                    + String.join(", ", known.stream().sorted().toList()));
        }
    }

    private Verdict judge(Map<@Nullable Object, List<Operation>> byKey, Map<String, Object> details) {
        Tally<S> tally = new Tally<>(
                new Decider<>(model, budget, Algorithm.paths(algorithm), Algorithm.searches(algorithm)), explained);
        byKey.forEach((key, operations) -> tally.judge(keyBy.equals(KeyBy.NONE) ? null : Edn.print(key), operations));
        tally.tell(details);
        return tally.verdict();
    }
}
