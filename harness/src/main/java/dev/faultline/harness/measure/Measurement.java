package dev.faultline.harness.measure;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Losses;
import dev.faultline.harness.store.FaultFigures;
import dev.faultline.harness.store.FaultFigures.Loss;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.MetricsRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Measures a stored run.
 *
 * @param reads functions that change nothing
 * @param answers errors of failed operations that are answers of a node that serves
 * @param linearizable whether the whole history is known to be linearizable
 * @param leaders who was seen to lead
 * @param models what held on the sides of partitions
 * @param losses what the checker knows of acknowledged mutations; null where it knows nothing, and registers are asked
 */
public record Measurement(
        Set<String> reads,
        Set<String> answers,
        boolean linearizable,
        Leaders leaders,
        SideModel models,
        @Nullable Losses losses) {
    private static final long HIGHEST_NANOS = 3_600_000_000_000L;

    public Measurement {
        reads = Set.copyOf(reads);
        answers = Set.copyOf(answers);
    }

    public MetricsRecord of(History history, FaultsRecord faults) {
        CallTable calls = CallTable.of(history, reads, answers);
        FaultsRecord.Recovery recovery = faults.recovery();
        Long recoveredAt = recovery == null ? null : recovery.recoveredAt();
        return new MetricsRecord(
                byFunction(history),
                new TreeMap<>(Map.of(
                        MetricsRecord.ALL, latencies(history, o -> true),
                        MetricsRecord.READS, latencies(history, o -> reads.contains(o.function())),
                        MetricsRecord.MUTATIONS, latencies(history, o -> !reads.contains(o.function())),
                        MetricsRecord.INSIDE_FAULTS, latencies(history, o -> inside(faults, o)),
                        MetricsRecord.OUTSIDE_FAULTS, latencies(history, o -> !inside(faults, o)))),
                calls.count(call -> true),
                figures(history, calls, faults.faults()),
                recovery == null || recoveredAt == null ? null : (recoveredAt - recovery.healedAt()) / 1e9,
                List.of(),
                null);
    }

    private List<FaultFigures> figures(History history, CallTable calls, List<Window> windows) {
        LostWrites lostWrites = losses == null ? new LostWrites(history, reads, linearizable) : null;
        List<Loss> charged = losses == null ? List.of() : new ChargedLosses(losses).of(windows);
        List<FaultFigures> figures = new ArrayList<>();
        long previousHeal = -1;
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            long end = calls.lastMutation();
            long until =
                    i + 1 < windows.size() ? Math.min(end, windows.get(i + 1).injectStart()) : end;
            FaultMeasurement fault =
                    new FaultMeasurement(calls, leaders, window, previousHeal, Math.max(until, window.injectStart()));
            FaultFigures clients = fault.figures(null, models);
            Loss loss = lostWrites == null ? charged.get(i) : loss(lostWrites, previousHeal, clients);
            figures.add(loss == null ? clients : clients.with(loss));
            previousHeal = window.healEnd() == null ? CallTable.NEVER : window.healEnd();
        }
        return figures;
    }

    private static @Nullable Loss loss(LostWrites lostWrites, long previousHeal, FaultFigures clients) {
        Long healedAt = clients.healedAt();
        Long afterHeal = clients.afterHeal().nanos();
        return healedAt == null
                ? null
                : lostWrites.between(previousHeal, healedAt, healedAt, afterHeal == null ? null : healedAt + afterHeal);
    }

    private static boolean inside(FaultsRecord faults, Operation operation) {
        return faults.faults().stream()
                .anyMatch(window -> operation.invokedAt() >= window.injectStart()
                        && (window.healEnd() == null || operation.invokedAt() <= window.healEnd()));
    }

    private static Map<String, Map<String, Double>> byFunction(History history) {
        Map<String, Map<String, Double>> functions = new TreeMap<>();
        history.operations().stream().map(Operation::function).distinct().forEach(function -> {
            Map<String, Double> row = latencies(history, o -> o.function().equals(function));
            if (!row.isEmpty()) {
                functions.put(function, row);
            }
        });
        return functions;
    }

    /** Empty when none of these succeeded. */
    private static Map<String, Double> latencies(History history, Predicate<Operation> wanted) {
        Histogram histogram = new Histogram(HIGHEST_NANOS, 3);
        for (Operation operation : history.operations()) {
            long took = operation.completedAt() - operation.invokedAt();
            if (operation.isOk() && operation.invokedAt() >= 0 && took >= 0 && wanted.test(operation)) {
                histogram.recordValue(Math.min(took, HIGHEST_NANOS));
            }
        }
        Map<String, Double> row = new LinkedHashMap<>();
        if (histogram.getTotalCount() > 0) {
            row.put("count", (double) histogram.getTotalCount());
            for (double percentile : new double[] {50, 90, 99, 99.9}) {
                row.put("p" + percentile, histogram.getValueAtPercentile(percentile) / 1e6);
            }
            row.put("max", histogram.getMaxValue() / 1e6);
        }
        return row;
    }
}
