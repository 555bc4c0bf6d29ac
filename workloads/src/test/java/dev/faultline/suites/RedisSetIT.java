package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.MetricsRecord;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.store.VerdictRecord.Cited;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Redis with Sentinel acknowledges writes that it loses. */
@ExtendWith(Containers.class)
class RedisSetIT {

    @TempDir
    Path results;

    @Test
    void acknowledged_elements_are_found_lost_when_the_primary_is_cut_off_with_its_clients() throws Exception {
        Harness run = Harness.run(
                results,
                "run",
                "--system=redis",
                "--workload=set",
                "--nodes=3",
                "--faults=partition",
                "--targets=leader",
                "--time-limit=20",
                "--objective=lost-writes<1",
                "--seed=8");
        assertThat(run.exitCode()).isEqualTo(1);
        VerdictRecord verdict = run.verdict();
        assertThat(verdict.verdict()).isEqualTo("invalid");
        assertThat(verdict.sentence()).contains("acknowledged elements are lost");
        assertThat(verdict.story())
                .anyMatch(sentence -> sentence.startsWith("F1 (cut ") && sentence.contains("it is proved"));
        assertThat(verdict.violations().get(0).cited())
                .filteredOn(Cited::culprit)
                .hasSizeGreaterThan(10);
        assertThat(run.faults().faults())
                .first()
                .satisfies(window -> assertThat(window.leaders()).isEqualTo(window.targets()))
                .extracting(Window::kind)
                .isEqualTo("partition");
        assertThat(Json.read(run.folder().metrics(), MetricsRecord.class).recovery().stream()
                        .mapToLong(figures ->
                                figures.loss() == null ? 0 : figures.loss().lost())
                        .sum())
                .as("each lost element is charged to a fault")
                .isEqualTo(((Number) verdict.findings().get(0).details().get("lost")).longValue());
        assertThat(verdict.story()).anyMatch(sentence -> sentence.startsWith("objective lost-writes<1 broken: "));
        TestRecord test = Json.read(run.folder().test(), TestRecord.class);
        assertThat(test.environment().get("image.node")).startsWith("faultline/node-redis:");
        assertThat(run.folder().report()).content().contains("The operations in question");
    }
}
