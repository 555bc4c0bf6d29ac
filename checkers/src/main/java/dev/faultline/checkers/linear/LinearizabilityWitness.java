package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Witness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a history is not linearizable.
 *
 * @param key the key as EDN; null when the history is of one object
 * @param misfit the operation that fits nowhere: no order explains its completion, while one explains everything before
 * @param prefix the shortest impossible prefix of the history, which the completion of the misfit ends: the operations invoked by
 *     then, by invocation; those still open are as they stood, without end and result
 * @param shortest whether no shorter prefix is impossible; false when the budget ended the search for it
 * @param core the completions that are impossible together, the misfit among them; by invocation
 * @param minimal whether forgetting any one completion of the core makes the history possible
 * @param because what is impossible about a part of them, where an algorithm tells; else empty
 * @param longestOrder an order of everything that had completed before the misfit did, each with the state after it
 * @param deadEnd what the model says to the misfit at the end of that order
 * @param staleness for a register whose misfit needed a value: who wrote it and what had replaced it; else null
 * @param others further keys that are violated, by time
 */
public record LinearizabilityWitness(
        @Nullable String key,
        Operation misfit,
        List<Operation> prefix,
        boolean shortest,
        List<Operation> core,
        boolean minimal,
        String because,
        List<Placed> longestOrder,
        String deadEnd,
        @Nullable Staleness staleness,
        List<Other> others)
        implements Witness {

    /** More would hide what matters; {@link #core} has them all. */
    private static final int OPERATIONS_TOLD = 8;

    /** An operation in an order, and the state after it. */
    public record Placed(Operation operation, String stateAfter) {}

    /** Another violated key and the operation that does not fit there. */
    public record Other(@Nullable String key, Operation misfit) {}

    public LinearizabilityWitness {
        prefix = List.copyOf(prefix);
        core = List.copyOf(core);
        longestOrder = List.copyOf(longestOrder);
        others = List.copyOf(others);
    }

    @Override
    public String summary() {
        return subject() + " is not linearizable: " + misfit.toString().replace("  ", " ") + " cannot be explained"
                + (others.isEmpty() ? "" : " (and " + others.size() + " more keys)");
    }

    private String subject() {
        return key == null ? "the history" : "key " + key;
    }

    /** The story: what does not fit, and what stands against it. */
    @Override
    public String toString() {
        StringBuilder story = new StringBuilder(subject()).append(" is not linearizable\n  ");
        story.append(misfit).append(interval(misfit)).append('\n');
        if (staleness != null && staleness.writer() == null && core.size() == 1) {
            story.append("  but nothing had written ")
                    .append(Edn.print(staleness.needed()))
                    .append('.');
        } else if (staleness != null && staleness.newer() != null) {
            tellNewer(story, staleness, staleness.newer());
        } else {
            tellCore(story);
        }
        for (Other other : others) {
            story.append("\n  also key ").append(other.key).append(": ").append(other.misfit);
        }
        return story.toString();
    }

    private static void tellNewer(StringBuilder story, Staleness stale, Operation newer) {
        String needed = Edn.print(stale.needed());
        story.append("  but ").append(newer).append("  had completed");
        if (newer.completedAt() >= 0) {
            story.append(" at ").append(seconds(newer.completedAt())).append(" s");
        }
        if (stale.newerByItsWriter()) {
            story.append(", ")
                    .append(Edn.print(newer.value()))
                    .append(" was written after ")
                    .append(needed);
            story.append(", and nothing wrote ").append(needed).append(" again.");
        } else {
            story.append(", and nothing wrote ").append(needed).append(" after it.");
        }
    }

    private void tellCore(StringBuilder story) {
        List<Operation> around = core.stream()
                .filter(operation -> operation.invokedRank() != misfit.invokedRank())
                .toList();
        story.append("  but it fits in no order (").append(deadEnd).append(')');
        story.append(around.isEmpty() ? "." : " with");
        int hidden = Math.max(0, around.size() - OPERATIONS_TOLD);
        if (hidden > 0) {
            story.append(" these and ").append(hidden).append(" earlier ones");
        }
        for (Operation operation : around.subList(hidden, around.size())) {
            story.append("\n    ").append(operation).append(interval(operation));
        }
    }

    private static String interval(Operation operation) {
        if (operation.invokedAt() < 0) {
            return "";
        }
        String from = "    " + seconds(operation.invokedAt());
        return operation.completedAt() < 0 ? from + " s .." : from + " .. " + seconds(operation.completedAt()) + " s";
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }

    @Override
    public Map<String, Object> toData() {
        Map<String, Object> data = new LinkedHashMap<>();
        if (key != null) {
            data.put("key", key);
        }
        data.put("misfit", data(misfit));
        data.put("core", core.stream().map(LinearizabilityWitness::data).toList());
        data.put("minimal", minimal);
        data.put("shortest", shortest);
        if (!because.isEmpty()) {
            data.put("because", because);
        }
        List<Object> order = new ArrayList<>();
        for (Placed placed : longestOrder) {
            order.add(Map.of("operation", data(placed.operation), "stateAfter", placed.stateAfter));
        }
        data.put("longestOrder", order);
        data.put("deadEnd", deadEnd);
        if (staleness != null) {
            data.put("staleness", data(staleness));
        }
        data.put(
                "others",
                others.stream()
                        .map(other -> Map.of("key", String.valueOf(other.key), "misfit", data(other.misfit)))
                        .toList());
        return data;
    }

    private static Map<String, Object> data(Staleness staleness) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("needed", Edn.print(staleness.needed()));
        if (staleness.writer() != null) {
            data.put("writer", data(staleness.writer()));
        }
        if (staleness.newer() != null) {
            data.put("newer", data(staleness.newer()));
        }
        if (staleness.lastAcknowledged() != null) {
            data.put("lastAcknowledged", data(staleness.lastAcknowledged()));
        }
        return data;
    }

    /** An operation as data. */
    public static Map<String, Object> data(Operation operation) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("process", operation.process().toString());
        data.put("function", operation.function());
        data.put("value", Edn.print(operation.value()));
        data.put("outcome", operation.outcome().word());
        data.put("invokedRank", operation.invokedRank());
        if (operation.completedRank() != Operation.NEVER) {
            data.put("completedRank", operation.completedRank());
        }
        if (operation.invokedAt() >= 0) {
            data.put("invokedAt", operation.invokedAt());
        }
        if (operation.completedAt() >= 0) {
            data.put("completedAt", operation.completedAt());
        }
        if (operation.node() != null) {
            data.put("node", operation.node());
        }
        return data;
    }
}
