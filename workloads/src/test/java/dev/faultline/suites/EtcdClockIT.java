package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.FaultsRecord.Window;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** etcd's registers do not depend on the wall clock, whatever it does on some of the nodes. */
@ExtendWith(Containers.class)
class EtcdClockIT {

    @TempDir
    Path results;

    @Test
    void registers_stay_linearizable_while_clocks_jump_drift_and_stand_still() throws Exception {
        Harness run = Harness.run(
                results,
                "run",
                "--nodes=3",
                "--faults=clock",
                "--targets=one,minority,all",
                "--fault-interval=1s",
                "--time-limit=22",
                "--seed=7");
        assertThat(run.exitCode()).isZero();
        assertThat(run.verdict().verdict()).isEqualTo("valid");
        List<Window> windows = run.faults().faults();
        assertThat(windows)
                .allMatch(window -> window.proof() != null && window.proof().proved())
                .anyMatch(window -> window.summary().startsWith("clock bumped by "))
                .anyMatch(window -> window.summary().startsWith("clock drifting by "))
                .anyMatch(window -> window.summary().startsWith("clock frozen on "));
        assertThat(run.output()).contains("clock frozen on").contains("elsewhere at most");
    }
}
