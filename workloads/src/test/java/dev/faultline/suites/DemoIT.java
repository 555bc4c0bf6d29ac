package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.JsonLines;
import dev.faultline.harness.store.NodeSample;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.store.VerdictRecord.Counts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer runs first. */
@ExtendWith(Containers.class)
class DemoIT {

    @TempDir
    Path results;

    @Test
    void the_demo_ends_valid_having_broken_much_and_hit_the_leader() throws Exception {
        Harness run = Harness.run(results, "demo", "--provider", "docker");
        assertThat(run.exitCode()).isZero();
        everyNodeWasMeasured(run);
        VerdictRecord verdict = run.verdict();
        assertThat(verdict.operations().values().stream().mapToLong(Counts::ok).sum())
                .isGreaterThanOrEqualTo(5000);
        assertThat(run.faults().faults()).extracting(Window::kind).contains("partition", "kill", "pause");
        assertThat(run.faults().faults()).allMatch(window -> !window.majority().isEmpty());
        assertThat(run.faults().faults())
                .anyMatch(window -> window.targets().containsAll(window.leaders())
                        && !window.leaders().isEmpty());
        for (Window window : run.faults().faults()) {
            assertThat(run.output())
                    .contains(window.summary() + "  proved")
                    .contains(window.proof().summary());
        }
        assertThat(run.output()).contains("report: ").contains("again:  ./faultline run");
    }

    private static void everyNodeWasMeasured(Harness run) throws IOException {
        Map<String, Set<String>> measured = new TreeMap<>();
        JsonLines.read(
                run.folder().nodeMetrics(),
                NodeSample.class,
                sample -> measured.computeIfAbsent(sample.node(), n -> new TreeSet<>())
                        .addAll(sample.values().keySet()));
        assertThat(measured)
                .containsOnlyKeys("n1", "n2", "n3", "n4", "n5")
                .allSatisfy((node, metrics) -> assertThat(metrics)
                        .as("on %s", node)
                        .contains(
                                "cpuUserCores",
                                "memoryBytes",
                                "rssBytes",
                                "dataBytes",
                                "processWrittenBytesPerSecond",
                                "sentBytesPerSecond",
                                "hostLoad",
                                "responseMillis"));
        assertThat(run.folder().roles()).content().contains("\"leader\"", "\"follower\"");
    }
}
