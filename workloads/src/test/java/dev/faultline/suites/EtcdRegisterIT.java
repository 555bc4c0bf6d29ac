package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.VerdictRecord;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** etcd keeps its promise when reads go through Raft, and is found out when they do not. */
@ExtendWith(Containers.class)
class EtcdRegisterIT {

    @TempDir
    Path results;

    @Test
    void linearizable_reads_survive_every_kind_of_fault() throws Exception {
        Harness run = Harness.run(
                results,
                "run",
                "--faults=partition,kill,pause,slow",
                "--targets=one,minority,leader",
                "--fault-interval=1s",
                "--time-limit=40",
                "--seed=4");
        assertThat(run.exitCode()).isZero();
        VerdictRecord verdict = run.verdict();
        assertThat(verdict.verdict()).isEqualTo("valid");
        assertThat(verdict.operations()).containsOnlyKeys("read", "write", "cas");
        assertThat(verdict.operations().values()).allMatch(counts -> counts.ok() > 10);
        assertThat(run.faults().faults())
                .allMatch(window -> window.proof() != null && window.proof().proved())
                .extracting(Window::kind)
                .contains("partition", "kill", "pause", "slow");
        assertThat(run.folder().report()).isNotEmptyFile();
    }

    @Test
    void a_cluster_that_lost_its_quorum_comes_back_linearizable() throws Exception {
        Harness run = Harness.run(
                results, "run", "--faults=kill,pause", "--targets=majority,all", "--time-limit=20", "--seed=5");
        assertThat(run.verdict().verdict()).isEqualTo("valid");
        assertThat(run.faults().faults())
                .isNotEmpty()
                .allMatch(window -> window.majority().isEmpty());
    }

    @Test
    void serializable_reads_are_found_stale_on_a_node_whose_cut_is_proved() throws Exception {
        Harness run = Harness.run(
                results, "run", "--option=reads=serializable", "--faults=partition", "--time-limit=30", "--seed=6");
        assertThat(run.exitCode()).isEqualTo(1);
        VerdictRecord verdict = run.verdict();
        assertThat(verdict.verdict()).isEqualTo("invalid");
        assertThat(verdict.violations()).isNotEmpty();
        assertThat(verdict.violations().get(0).core()).hasSizeLessThanOrEqualTo(6);
        assertThat(verdict.story()).anyMatch(sentence -> sentence.contains("at this moment it is proved"));
    }
}
