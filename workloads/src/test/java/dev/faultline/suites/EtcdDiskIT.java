package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.FaultsRecord.Window;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** etcd syncs what it acknowledges: it survives disks that lose all else, and none that lie about it. */
@ExtendWith(Containers.class)
class EtcdDiskIT {
    private static final String LYING = "src/test/resources/dev/faultline/suites/lying-disks.json";

    @TempDir
    Path results;

    @Test
    void registers_stay_linearizable_while_disks_lose_tear_slow_fail_and_are_full() throws Exception {
        Harness run = Harness.run(
                results, "run", "--nodes=3", "--faults=disk", "--fault-interval=1s", "--time-limit=34", "--seed=1");
        assertThat(run.exitCode()).as(run.output()).isZero();
        List<Window> windows = run.faults().faults();
        assertThat(windows)
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(window -> window.proof() != null && window.proof().proved());
        assertThat(run.output()).contains("unsynced bytes in");
    }

    @Test
    void nodes_that_were_all_lied_to_lose_what_was_acknowledged_and_are_not_found_valid() throws Exception {
        Harness run = Harness.run(
                results, "run", "--nodes=3", "--schedule=" + LYING, "--time-limit=15", "--recovery-time=5s");
        assertThat(run.verdict().verdict()).isNotEqualTo("valid");
        assertThat(run.faults().faults())
                .singleElement()
                .satisfies(window -> assertThat(window.summary()).startsWith("syncs that lie on n1 n2 n3"));
        assertThat(run.output()).contains("was lied to in");
    }
}
