package dev.faultline.checkers.sequential;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import dev.faultline.checkers.verdict.Cited;
import dev.faultline.checkers.verdict.Witness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a history is not sequentially consistent.
 *
 * @param key as EDN; empty when the history is of one object
 * @param operations how many have no order
 * @param cycle operations each of which must precede the next, and the last the first; empty when only trying all orders showed
 *     that there is none
 */
public record SequentialWitness(String key, int operations, List<Operation> cycle) implements Witness {
    private static final int OPERATIONS_TOLD = 12;

    public SequentialWitness {
        cycle = List.copyOf(cycle);
    }

    @Override
    public String summary() {
        return (key.isEmpty() ? "the history" : "key " + key) + " is not sequentially consistent: "
                + (cycle.isEmpty()
                        ? "no order of its " + operations + " operations that keeps that of each process is legal"
                        : cycle.size() + " operations would have to precede each other in a circle");
    }

    @Override
    public List<String> story() {
        List<String> told = cycle.stream()
                .limit(OPERATIONS_TOLD)
                .map(operation -> operation.toString().replace("  ", " "))
                .toList();
        return cycle.isEmpty()
                ? List.of()
                : List.of("each must precede the next, and the last the first: " + String.join(", ", told)
                        + (told.size() < cycle.size() ? ", ..." : ""));
    }

    @Override
    public List<Cited> cited() {
        return cycle.stream()
                .limit(OPERATIONS_TOLD)
                .map(operation -> Cited.culprit(operation, "must precede the next in a circle"))
                .toList();
    }

    @Override
    public Map<String, Object> toData() {
        Map<String, Object> data = new LinkedHashMap<>();
        if (!key.isEmpty()) {
            data.put("key", key);
        }
        data.put("operations", operations);
        data.put("cycle", cycle.stream().map(LinearizabilityWitness::data).toList());
        return data;
    }

    @Override
    public String toString() {
        return summary() + story().stream().map(line -> "\n  " + line).reduce("", String::concat);
    }
}
