package dev.faultline.harness.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code metrics.json}: how fast operations were, how clients fared under each fault, and how objectives were met.
 *
 * @param okLatencyMillis by function, of ok operations: {@code count}, {@code p50.0}, {@code p90.0}, {@code p99.0}, {@code p99.9}, {@code max}
 * @param latencyMillis the same of all functions together: {@code all}; {@code reads} and {@code mutations}, by whether they change
 *     anything; {@code insideFaults} and {@code outsideFaults}, by whether a fault was in force, its margins included, when the
 *     operation was asked for
 * @param replies how all operations of clients ended
 * @param recovery a row per fault, in the order of injection
 * @param recoverySeconds from the last heal until the system called itself recovered; null when it never did
 * @param objectives in the order asked for
 * @param elections by what nodes said of themselves; null when they said nothing
 */
public record MetricsRecord(
        Map<String, Map<String, Double>> okLatencyMillis,
        Map<String, Map<String, Double>> latencyMillis,
        FaultFigures.Replies replies,
        List<FaultFigures> recovery,
        @Nullable Double recoverySeconds,
        List<Outcome> objectives,
        @Nullable ElectionFigures elections) {
    public static final String ALL = "all";
    public static final String READS = "reads";
    public static final String MUTATIONS = "mutations";
    public static final String INSIDE_FAULTS = "insideFaults";
    public static final String OUTSIDE_FAULTS = "outsideFaults";

    public MetricsRecord {
        okLatencyMillis = okLatencyMillis == null ? Map.of() : okLatencyMillis;
        latencyMillis = latencyMillis == null ? Map.of() : latencyMillis;
        replies = replies == null ? new FaultFigures.Replies(0, 0, 0, 0) : replies;
        recovery = recovery == null ? List.of() : List.copyOf(recovery);
        objectives = objectives == null ? List.of() : List.copyOf(objectives);
    }

    /** The file of a run that has none. */
    public static MetricsRecord none() {
        return new MetricsRecord(
                Map.of(), Map.of(), new FaultFigures.Replies(0, 0, 0, 0), List.of(), null, List.of(), null);
    }

    /** The figures of a fault by its name; null when it was not measured. */
    public @Nullable FaultFigures of(String fault) {
        return recovery.stream()
                .filter(f -> f.fault().equals(fault))
                .findFirst()
                .orElse(null);
    }

    public MetricsRecord with(List<Outcome> judged) {
        return new MetricsRecord(okLatencyMillis, latencyMillis, replies, recovery, recoverySeconds, judged, elections);
    }

    public MetricsRecord with(@Nullable ElectionFigures measured) {
        return new MetricsRecord(
                okLatencyMillis, latencyMillis, replies, recovery, recoverySeconds, objectives, measured);
    }

    /**
     * An objective, judged.
     *
     * @param objective as asked for: {@code recovery<10s}
     * @param verdict {@code valid}, {@code invalid} or {@code unknown}
     * @param measured with its unit; empty when it could not be measured
     * @param sentence what was measured against what, or why it could not be
     */
    public record Outcome(String objective, String verdict, String measured, String sentence) {}
}
