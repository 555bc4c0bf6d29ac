package dev.faultline.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table of a benchmark.
 *
 * @param theirs null where the peer was not asked
 */
record BenchRow(
        String name,
        double targetMillis,
        double loadMillis,
        String algorithm,
        Timing ours,
        @Nullable Timing theirs) {

    static String heading() {
        return String.format(
                Locale.ROOT,
                "%-44s %8s %8s %10s %10s  %-8s %-18s %10s  %-8s %8s",
                "history, ms",
                "target",
                "load",
                "median",
                "cold",
                "verdict",
                "algorithm",
                "Porcupine",
                "verdict",
                "ratio");
    }

    String line() {
        return String.format(
                        Locale.ROOT,
                        "%-44s %8s %8.0f %10.2f %10.2f  %-8s %-18s %10s  %-8s %8s",
                        name,
                        targetMillis > 0 ? String.format(Locale.ROOT, "%.0f", targetMillis) : "-",
                        loadMillis,
                        ours.medianMillis(),
                        ours.coldMillis(),
                        ours.verdict(),
                        algorithm,
                        theirs == null ? "-" : String.format(Locale.ROOT, "%.2f", theirs.medianMillis()),
                        theirs == null ? "-" : theirs.verdict(),
                        theirs == null ? "-" : shown(theirs))
                .stripTrailing();
    }

    /** Of a peer that gave up, the least that it is. */
    private String shown(Timing peer) {
        return (peer.verdict().equals("unknown") ? ">" : "") + String.format(Locale.ROOT, "%.1f", ratio(peer));
    }

    private double ratio(Timing peer) {
        return peer.medianMillis() / Math.max(ours.medianMillis(), 1e-3);
    }

    /** Ready for JSON. */
    Map<String, Object> toData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("history", name);
        if (targetMillis > 0) {
            data.put("targetMillis", targetMillis);
        }
        data.put("loadMillis", loadMillis);
        data.put("algorithm", algorithm);
        data.put("verdict", ours.verdict());
        data.put("medianMillis", ours.medianMillis());
        data.put("coldMillis", ours.coldMillis());
        if (theirs != null) {
            data.put("porcupineVerdict", theirs.verdict());
            data.put("porcupineMedianMillis", theirs.medianMillis());
            data.put("porcupineColdMillis", theirs.coldMillis());
            data.put("ratio", ratio(theirs));
        }
        return data;
    }
}
