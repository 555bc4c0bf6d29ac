package dev.faultline.checkers.explain;

import dev.faultline.checkers.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the chart of the page is drawn from: the operations that matter and as many of the others as fit, and the orders. */
final class Drawn {
    /** Operations in the chart; the latest are drawn. */
    private static final int OPERATIONS_MAX = 600;

    private final Explanation explanation;
    private final List<FaultBand> faults;
    private final List<Operation> operations;
    private final Map<Integer, Integer> numbers = new HashMap<>();

    Drawn(Explanation explanation, List<FaultBand> faults) {
        this.explanation = explanation;
        this.faults = List.copyOf(faults);
        this.operations = choose();
        for (int op = 0; op < operations.size(); op++) {
            numbers.put(operations.get(op).invokedRank(), op);
        }
    }

    private List<Operation> choose() {
        Map<Integer, Operation> chosen = new LinkedHashMap<>();
        explanation.witness().core().forEach(op -> chosen.putIfAbsent(op.invokedRank(), op));
        explanation
                .finalPaths()
                .forEach(path -> path.placed()
                        .forEach(placed -> chosen.putIfAbsent(placed.operation().invokedRank(), placed.operation())));
        List<Operation> prefix = explanation.witness().prefix();
        for (int op = prefix.size() - 1; op >= 0 && chosen.size() < OPERATIONS_MAX; op--) {
            chosen.putIfAbsent(prefix.get(op).invokedRank(), prefix.get(op));
        }
        return chosen.values().stream()
                .sorted(Comparator.comparingInt(Operation::invokedRank))
                .toList();
    }

    int hidden() {
        return explanation.witness().prefix().size() - operations.size();
    }

    String json() {
        Set<Integer> core = new HashSet<>();
        explanation.witness().core().forEach(op -> core.add(op.invokedRank()));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(
                "operations",
                operations.stream()
                        .map(op -> data(op, core.contains(op.invokedRank())))
                        .toList());
        data.put("misfit", numbers.get(explanation.misfit().invokedRank()));
        data.put("paths", explanation.finalPaths().stream().map(this::data).toList());
        data.put("faults", faults.stream().map(Drawn::data).toList());
        return Json.print(data);
    }

    private static Map<String, Object> data(Operation operation, boolean core) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("process", Shown.cut(operation.process().toString()));
        data.put("who", Shown.process(operation));
        data.put("call", Shown.cut(operation.call()));
        data.put("when", Shown.interval(operation));
        data.put("error", Shown.error(operation));
        data.put("core", core);
        data.put("from", operation.invokedRank());
        data.put("to", operation.completedRank() == Operation.NEVER ? null : operation.completedRank());
        data.put("fromAt", operation.invokedAt());
        data.put("toAt", operation.completedRank() == Operation.NEVER ? -1 : operation.completedAt());
        return data;
    }

    private Map<String, Object> data(FinalPath path) {
        List<Object> steps = new ArrayList<>();
        path.placed()
                .forEach(placed -> steps.add(List.of(
                        numbers.getOrDefault(placed.operation().invokedRank(), -1), Shown.cut(placed.stateAfter()))));
        return Map.of("steps", steps, "deadEnd", Shown.cut(path.deadEnd()), "state", Shown.cut(path.state()));
    }

    private static Map<String, Object> data(FaultBand fault) {
        return Map.of("label", Shown.cut(fault.label()), "from", fault.from(), "to", fault.to());
    }
}
