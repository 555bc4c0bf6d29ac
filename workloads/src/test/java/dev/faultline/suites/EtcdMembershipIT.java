package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.FaultsRecord.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** etcd's registers stay linearizable while members leave the cluster and join it, one of them twice. */
@ExtendWith(Containers.class)
class EtcdMembershipIT {

    @TempDir
    Path results;

    @Test
    void registers_stay_linearizable_while_members_come_and_go() throws Exception {
        Path schedule = Files.writeString(results.resolve("schedule.json"), """
                {"version": 1, "faults": [
                  {"kind": "membership", "shape": "remove", "targets": ["n1"], "atMillis": 2000, "holdMillis": 3000},
                  {"kind": "membership", "shape": "replace", "targets": ["n3"], "atMillis": 14000, "holdMillis": 3000},
                  {"kind": "membership", "shape": "add", "atMillis": 30000, "holdMillis": 3000},
                  {"kind": "kill", "targets": ["n1"], "atMillis": 40000, "holdMillis": 5000}]}
                """);
        Harness run = Harness.run(
                results, "run", "--nodes=3", "--schedule=" + schedule, "--time-limit=50", "--rate=100", "--seed=7");
        List<Window> windows = run.faults().faults();
        assertThat(windows)
                .hasSize(4)
                .allMatch(window -> window.proof() != null && window.proof().proved());
        assertThat(run.faults().incidents()).isEmpty();
        assertThat(run.verdict().verdict()).isEqualTo("valid");
        assertThat(run.exitCode()).isZero();
        assertThat(run.output())
                .contains("members told n1 n2 n3 before, n2 n3 meanwhile, n1 n2 n3 after")
                .contains("members told n1 n2 n3 before, n1 n2 n4 meanwhile, n1 n2 n3 after")
                .contains("n4 joined and answered a linearizable read, then left");
        assertThat(run.folder().logs("n4").resolve("etcd.log")).isNotEmptyFile();
    }
}
