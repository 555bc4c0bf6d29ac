package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.FaultFigures.Replies;
import dev.faultline.harness.store.MetricsRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyTableTest {
    private static Map<String, Double> row(double count, double p99) {
        return Map.of("count", count, "p50.0", 1.5, "p90.0", 8.0, "p99.0", p99, "max", 1200.0);
    }

    private static String timeline(Map<String, Map<String, Double>> latencies) throws Exception {
        MetricsRecord metrics =
                new MetricsRecord(Map.of(), latencies, new Replies(1, 0, 0, 0), List.of(), null, List.of(), null);
        return ParsedPage.of(Report.render(SyntheticRun.valid().with(metrics))).text("timeline");
    }

    @Test
    void reads_and_mutations_have_rows_of_their_own_beside_those_of_faults() throws Exception {
        assertThat(timeline(Map.of(
                        MetricsRecord.ALL, row(3000, 40),
                        MetricsRecord.READS, row(2000, 12),
                        MetricsRecord.MUTATIONS, row(1000, 48),
                        MetricsRecord.OUTSIDE_FAULTS, row(2500, 11))))
                .contains("operationshow manyp50p90p99slowest")
                .containsSubsequence("all3,000", "40 ms", "reads2,000", "12 ms", "mutations1,000", "48 ms")
                .contains("asked outside of faults2,500")
                .doesNotContain("asked inside a fault");
    }

    @Test
    void what_was_not_measured_has_no_table() throws Exception {
        assertThat(timeline(Map.of())).doesNotContain("Latency of operations that succeeded");
    }
}
