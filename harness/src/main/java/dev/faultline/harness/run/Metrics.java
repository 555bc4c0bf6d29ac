package dev.faultline.harness.run;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** {@code metrics.json}: how fast operations were, and what came through during each fault. */
final class Metrics {
    private static final long HIGHEST_NANOS = 3_600_000_000_000L;

    private Metrics() {}

    static Map<String, Object> of(History history, FaultsRecord faults) {
        Map<String, Histogram> latencies = new TreeMap<>();
        for (Operation operation : history.operations()) {
            long took = operation.completedAt() - operation.invokedAt();
            if (operation.isOk() && operation.invokedAt() >= 0 && took >= 0) {
                latencies
                        .computeIfAbsent(operation.function(), f -> new Histogram(HIGHEST_NANOS, 3))
                        .recordValue(Math.min(took, HIGHEST_NANOS));
            }
        }
        Map<String, Object> metrics = new LinkedHashMap<>();
        Map<String, Object> functions = new TreeMap<>();
        latencies.forEach((function, histogram) -> functions.put(function, percentiles(histogram)));
        metrics.put("okLatencyMillis", functions);
        Map<String, Object> windows = new LinkedHashMap<>();
        faults.faults().forEach(window -> windows.put(window.name(), during(history, window)));
        metrics.put("faults", windows);
        FaultsRecord.Recovery recovery = faults.recovery();
        if (recovery != null && recovery.recoveredAt() != null) {
            metrics.put("recoverySeconds", (recovery.recoveredAt() - recovery.healedAt()) / 1e9);
        }
        return metrics;
    }

    private static Map<String, Object> percentiles(Histogram histogram) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("count", histogram.getTotalCount());
        for (double percentile : new double[] {50, 90, 99, 99.9}) {
            row.put("p" + percentile, histogram.getValueAtPercentile(percentile) / 1e6);
        }
        row.put("max", histogram.getMaxValue() / 1e6);
        return row;
    }

    private static Map<String, Object> during(History history, Window window) {
        Map<String, Long> outcomes = new TreeMap<>();
        long end = window.healEnd() == null ? Long.MAX_VALUE : window.healEnd();
        for (Operation operation : history.operations()) {
            if (operation.invokedAt() >= window.injectStart() && operation.invokedAt() <= end) {
                outcomes.merge(operation.outcome().name().toLowerCase(java.util.Locale.ROOT), 1L, Long::sum);
            }
        }
        return new TreeMap<>(outcomes);
    }
}
