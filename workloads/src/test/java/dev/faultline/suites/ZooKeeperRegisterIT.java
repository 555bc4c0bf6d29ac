package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.VerdictRecord;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** ZooKeeper's registers are linearizable when each read is preceded by a sync, and are found stale when not, for the same seed. */
@ExtendWith(Containers.class)
class ZooKeeperRegisterIT {

    @TempDir
    Path results;

    private Harness run(String reads) throws Exception {
        return Harness.run(
                results,
                "run",
                "--system=zookeeper",
                "--option=reads=" + reads,
                "--nodes=3",
                "--faults=partition,loss",
                "--targets=one",
                "--fault-interval=1s",
                "--time-limit=25",
                "--seed=1");
    }

    @Test
    void reads_after_a_sync_are_linearizable() throws Exception {
        Harness run = run("sync");
        assertThat(run.exitCode()).isZero();
        VerdictRecord verdict = run.verdict();
        assertThat(verdict.verdict()).isEqualTo("valid");
        assertThat(verdict.operations().values()).allMatch(counts -> counts.ok() > 10);
    }

    @Test
    void plain_reads_are_found_stale() throws Exception {
        Harness run = run("plain");
        assertThat(run.exitCode()).isEqualTo(1);
        VerdictRecord verdict = run.verdict();
        assertThat(verdict.verdict()).isEqualTo("invalid");
        assertThat(verdict.violations()).isNotEmpty();
    }
}
