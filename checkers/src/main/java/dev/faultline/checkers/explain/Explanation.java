package dev.faultline.checkers.explain;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a history is not linearizable.
 *
 * @param witness the operation that cannot be linearized, the shortest bad prefix, and the completions that matter in it
 * @param lastFit the completion before the misfit's: the last that an order explains; null when the misfit is the first
 * @param finalPaths orders that got as far as any, each ending in another state; empty when the budget did not allow one
 * @param notes further findings, a sentence each, such as whether a weaker model would have allowed the history
 */
public record Explanation(
        LinearizabilityWitness witness, @Nullable Operation lastFit, List<FinalPath> finalPaths, List<String> notes) {

    public Explanation {
        finalPaths = List.copyOf(finalPaths);
        notes = List.copyOf(notes);
    }

    static Explanation of(LinearizabilityWitness witness, List<FinalPath> finalPaths) {
        Operation lastFit = witness.prefix().stream()
                .filter(operation -> operation.isOk()
                        && operation.invokedRank() != witness.misfit().invokedRank())
                .max(Comparator.comparingInt(Operation::completedRank))
                .orElse(null);
        return new Explanation(witness, lastFit, finalPaths, List.of());
    }

    /** The operation whose completion no order explains. */
    public Operation misfit() {
        return witness.misfit();
    }

    /** The same explanation with one more finding. */
    public Explanation with(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Explanation(witness, lastFit, finalPaths, more);
    }

    /** What is said of the core, in one sentence. */
    public String coreSentence() {
        int size = witness.core().size();
        String these = size == 1 ? "This completion is" : "These " + size + " completions are";
        if (!witness.minimal()) {
            return these + " impossible" + (size == 1 ? "" : " together")
                    + "; the budget ended before it was known whether fewer are.";
        }
        return size == 1
                ? "This completion is impossible by itself."
                : these + " impossible together, and possible as soon as any one of them is forgotten.";
    }

    /**
     * As data: strings, numbers, booleans, lists and string-keyed maps. The orders under {@code finalPaths} name operations by
     * their place in {@code operations}.
     */
    public Map<String, Object> toData() {
        Map<String, Object> data = new LinkedHashMap<>(witness.toData());
        data.remove("longestOrder");
        Map<String, Object> prefix = new LinkedHashMap<>();
        prefix.put("operations", witness.prefix().size());
        prefix.put("endRank", misfit().completedRank());
        prefix.put("shortest", witness.shortest());
        data.remove("shortest");
        data.put("prefix", prefix);
        if (lastFit != null) {
            data.put("lastFit", LinearizabilityWitness.data(lastFit));
        }
        List<Operation> operations = new ArrayList<>();
        data.put(
                "finalPaths",
                finalPaths.stream().map(path -> data(path, operations)).toList());
        data.put(
                "operations",
                operations.stream().map(LinearizabilityWitness::data).toList());
        data.put("notes", notes);
        return data;
    }

    /** The path with operations by number; those met first are added. */
    private static Map<String, Object> data(FinalPath path, List<Operation> operations) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("skipped", path.skipped());
        data.put("stateBefore", path.stateBefore());
        List<Object> placed = new ArrayList<>();
        for (LinearizabilityWitness.Placed step : path.placed()) {
            if (!operations.contains(step.operation())) {
                operations.add(step.operation());
            }
            placed.add(Map.of("operation", operations.indexOf(step.operation()), "stateAfter", step.stateAfter()));
        }
        data.put("placed", placed);
        data.put("deadEnd", path.deadEnd());
        return data;
    }

    /** {@link #toData} as JSON on one line. */
    public String json() {
        return Json.print(toData());
    }

    /** {@link #toData} as EDN on one line, its keys as keywords in Clojure's manner, such as {@code :final-paths}. */
    public String edn() {
        return EdnData.print(toData());
    }

    /** The story in a few lines. */
    @Override
    public String toString() {
        return witness + notes.stream().map(note -> "\n  " + note).reduce("", String::concat);
    }
}
