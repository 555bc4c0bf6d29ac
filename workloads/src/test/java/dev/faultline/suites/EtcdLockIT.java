package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.store.VerdictRecord.Found;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A lock by lease of etcd does not exclude holders that stall; fencing tokens keep what they do apart, for the same seed. */
@ExtendWith(Containers.class)
class EtcdLockIT {

    @TempDir
    Path results;

    private Harness run(String fencing, String... more) throws Exception {
        List<String> arguments = List.of(
                "run", "--workload=lock", "--option=fencing=" + fencing, "--nodes=3", "--time-limit=20", "--seed=3");
        return Harness.run(
                results, Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static int overlappingHolds(VerdictRecord verdict) {
        Found found = verdict.findings().stream()
                .filter(finding -> finding.checker().equals("mutual-exclusion"))
                .findFirst()
                .orElseThrow();
        return ((Number) found.details().get("overlapping holds")).intValue();
    }

    @Test
    void without_fencing_a_holder_that_slept_over_its_lease_is_found_writing() throws Exception {
        Harness run = run("none");
        assertThat(run.exitCode()).isEqualTo(1);
        VerdictRecord verdict = run.verdict();
        assertThat(verdict.verdict()).isEqualTo("invalid");
        assertThat(verdict.sentence()).contains("did not exclude");
        assertThat(verdict.story())
                .anyMatch(sentence -> sentence.contains("its lease of 2.000 s was last renewed at"))
                .anyMatch(sentence -> sentence.contains("longer than its lease"));
        assertThat(verdict.violations()).isNotEmpty();
        assertThat(run.folder().report()).isNotEmptyFile();
    }

    @Test
    void with_fencing_tokens_effects_exclude_each_other_through_stalls_and_a_cut() throws Exception {
        Harness run = run("token", "--faults=partition", "--targets=one", "--fault-interval=1s");
        assertThat(run.exitCode()).isZero();
        VerdictRecord verdict = run.verdict();
        assertThat(verdict.verdict()).isEqualTo("valid");
        assertThat(overlappingHolds(verdict)).isPositive();
        assertThat(verdict.operations().get("write").fail())
                .as("writes that the resource refused")
                .isPositive();
    }
}
