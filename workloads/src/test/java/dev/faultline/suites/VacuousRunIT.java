package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs that prove nothing end UNKNOWN and say why. */
@ExtendWith(Containers.class)
class VacuousRunIT {

    @TempDir
    Path results;

    @Test
    void a_run_in_which_no_operation_succeeds_is_unknown() throws Exception {
        Harness run = Harness.run(results, "run", "--nodes=3", "--op-timeout=1ms", "--rate=20", "--time-limit=5");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.verdict().sentence()).contains("operations succeeded");
        assertThat(run.output()).contains("UNKNOWN");
    }

    @Test
    void a_run_whose_iptables_fail_is_unknown() throws Exception {
        Harness run = Harness.start(
                results,
                "run",
                "--nodes=3",
                "--faults=partition",
                "--targets=one",
                "--fault-interval=6s",
                "--time-limit=20",
                "--recovery-time=10s");
        await().atMost(Duration.ofMinutes(2)).until(() -> run.hasRecorded(":type :ok"));
        for (String node : nodes(run.pid())) {
            Harness.lines(
                    "docker",
                    "exec",
                    node,
                    "sh",
                    "-c",
                    "for i in /usr/sbin/iptables /usr/sbin/iptables-restore; do rm $i; printf '#!/bin/sh\\necho no rules today >&2\\nexit 4\\n' > $i; chmod +x $i; done");
        }
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.verdict().sentence()).contains("F1").contains("no rules today");
    }

    private static List<String> nodes(long pid) throws Exception {
        return Harness.lines("docker", "ps", "--format", "{{.Names}}").stream()
                .filter(name -> name.startsWith("faultline-" + pid + "-") && !name.endsWith("toxiproxy"))
                .toList();
    }
}
