package dev.faultline.harness.report;

import dev.faultline.harness.store.MetricsRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How fast operations that succeeded were, by what they did and by whether a fault was in force. */
final class LatencyTable {
    private static final Map<String, String> COLUMNS = columns();
    private static final Map<String, String> ROWS = rows();

    private final Map<String, Map<String, Double>> parts;

    LatencyTable(MetricsRecord metrics) {
        this.parts = metrics.latencyMillis();
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("p50.0", "p50");
        columns.put("p90.0", "p90");
        columns.put("p99.0", "p99");
        columns.put("max", "slowest");
        return columns;
    }

    private static Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(MetricsRecord.ALL, "all");
        rows.put(MetricsRecord.READS, "reads");
        rows.put(MetricsRecord.MUTATIONS, "mutations");
        rows.put(MetricsRecord.INSIDE_FAULTS, "asked inside a fault");
        rows.put(MetricsRecord.OUTSIDE_FAULTS, "asked outside of faults");
        return rows;
    }

    /** Nothing of a run that was not measured, or in which nothing succeeded. */
    void draw(Html html) {
        if (parts.getOrDefault(MetricsRecord.ALL, Map.of()).isEmpty()) {
            return;
        }
        html.leaf("h3", "Latency of operations that succeeded");
        html.open("table", "class", "stackable").open("thead").open("tr").leaf("th", "operations");
        html.leaf("th", "how many", "class", "n");
        COLUMNS.values().forEach(column -> html.leaf("th", column, "class", "n"));
        html.close().close().open("tbody");
        ROWS.forEach((part, name) -> row(html, name, parts.getOrDefault(part, Map.of())));
        html.close().close();
    }

    private static void row(Html html, String name, Map<String, Double> row) {
        Double count = row.get("count");
        if (count == null) {
            return;
        }
        html.open("tr").open("td", "data-l", "operations").leaf("b", name).close();
        html.leaf("td", Figures.count(count.longValue()), "class", "n", "data-l", "how many");
        COLUMNS.forEach((key, column) -> html.leaf("td", millis(row.get(key)), "class", "n", "data-l", column));
        html.close();
    }

    private static String millis(@Nullable Double millis) {
        return millis == null ? Figures.DASH : Figures.duration(Math.round(millis * 1e6));
    }
}
