package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.History;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.VerdictRecord;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL keeps what it promises at each isolation level, killed or not, and what it does not promise is found missing. */
@ExtendWith(Containers.class)
class PostgresIT {

    @TempDir
    Path results;

    private Harness run(String workload, String... more) throws Exception {
        String[] common = {"run", "--system=postgres", "--workload=" + workload, "--concurrency=8", "--seed=1"};
        String[] all = java.util.stream.Stream.of(common, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
        return Harness.run(results, all);
    }

    @Test
    void serializable_transfers_keep_the_total_though_the_server_is_killed_and_stalls() throws Exception {
        Harness run = run("bank", "--faults=kill,pause", "--time-limit=22");
        assertThat(run.verdict().sentence()).contains("no read showed money made, lost or owed");
        assertThat(run.exitCode()).isZero();
        assertThat(run.faults().faults()).extracting(FaultsRecord.Window::kind).contains("kill", "pause");
        assertThat(run.faults().faults())
                .filteredOn(window -> window.kind().equals("pause"))
                .as("the postmaster, its background work and a session per client")
                .allMatch(window -> window.proof() != null
                        && window.proof().proved()
                        && window.proof().summary().contains(" processes stopped"));
        assertThat(History.read(run.folder().history()).operations())
                .as("the server said of some that it had aborted them, and others it could not answer")
                .anyMatch(o -> o.outcome().word().equals("fail")
                        && String.valueOf(o.error()).contains("40001"))
                .anyMatch(o -> o.outcome().word().equals("info"));
    }

    @Test
    void read_committed_transfers_are_found_to_overwrite_one_another() throws Exception {
        Harness run = run("bank", "--option=isolation=read-committed", "--time-limit=6");
        assertThat(run.exitCode()).isEqualTo(1);
        VerdictRecord verdict = run.verdict();
        assertThat(verdict.verdict()).isEqualTo("invalid");
        assertThat(verdict.sentence()).contains("read balances that sum up to");
        assertThat(verdict.story()).isNotEmpty();
        assertThat(run.folder().report()).content().contains("The operations in question");
    }

    @Test
    void snapshots_are_found_not_to_be_serializable() throws Exception {
        Harness run = run("append", "--option=isolation=repeatable-read", "--time-limit=6");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.verdict().sentence()).startsWith("not serializable: G2-item, ");
        assertThat(run.verdict().story()).anyMatch(sentence -> sentence.startsWith("T1 comes before T2, for "));
    }
}
