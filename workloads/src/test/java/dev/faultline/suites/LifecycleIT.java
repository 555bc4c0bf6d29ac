package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.harness.time.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run whose harness is interrupted or killed. */
@ExtendWith(Containers.class)
class LifecycleIT {
    private static final Duration TO_BEGIN = Duration.ofMinutes(2);

    @TempDir
    Path results;

    @Test
    void a_killed_harness_leaves_a_run_that_can_be_judged_and_the_next_start_sweeps_it_but_not_a_live_one()
            throws Exception {
        Path others = Files.createDirectories(results.resolve("others"));
        Path own = Files.createDirectories(results.resolve("own"));
        Harness live = Harness.start(others, "run", "--nodes=3", "--time-limit=60", "--rate=20");
        Harness killed = Harness.start(own, "run", "--nodes=3", "--time-limit=60");
        await().atMost(TO_BEGIN).until(() -> live.hasRecorded(":type :ok") && killed.hasRecorded("{:index 400,"));
        killed.kill();
        assertThat(ours(killed.pid())).isNotEmpty();

        Harness analyzed = Harness.run(own, "analyze", killed.folder().path().toString());
        assertThat(analyzed.exitCode()).isEqualTo(2);
        assertThat(analyzed.verdict().sentence()).contains("ended before");
        assertThat(analyzed.verdict().findings())
                .anyMatch(found -> found.checker().equals("linearizable")
                        && found.verdict().equals("valid"));

        Harness next =
                Harness.run(Files.createDirectories(results.resolve("next")), "run", "--nodes=1", "--time-limit=2");
        assertThat(next.output()).contains("swept");
        assertThat(ours(killed.pid())).isEmpty();
        assertThat(ours(next.pid())).isEmpty();
        assertThat(live.isAlive()).isTrue();
        assertThat(ours(live.pid())).isNotEmpty();

        live.interrupt();
        live.exitCode();
        assertThat(ours(live.pid())).isEmpty();
    }

    @Test
    void an_interrupted_run_heals_collects_judges_and_cleans_up_within_twenty_seconds() throws Exception {
        Harness run = Harness.start(
                results, "run", "--faults=partition", "--targets=minority", "--fault-interval=1s", "--time-limit=60");
        await().atMost(TO_BEGIN).until(() -> run.hasRecorded(":value \"F1 cut"));
        Clock clock = Clock.system();
        long interrupted = clock.nanos();
        run.interrupt();
        run.exitCode();
        System.out.println(run.output());
        assertThat(Duration.ofNanos(clock.nanos() - interrupted)).isLessThan(Duration.ofSeconds(20));
        assertThat(run.verdict().verdict()).isIn("valid", "unknown");
        assertThat(run.faults().faults()).allMatch(window -> window.healEnd() != null);
        assertThat(run.folder().report()).isNotEmptyFile();
        assertThat(run.folder().logs("n1").resolve("etcd.log")).isNotEmptyFile();
        assertThat(ours(run.pid())).isEmpty();
    }

    /** Containers and networks that the harness of that process made. */
    private static List<String> ours(long pid) throws Exception {
        List<String> names = new ArrayList<>(Harness.lines("docker", "ps", "-a", "--format", "{{.Names}}"));
        names.addAll(Harness.lines("docker", "network", "ls", "--format", "{{.Name}}"));
        return names.stream()
                .filter(name -> name.startsWith("faultline-" + pid + "-"))
                .toList();
    }
}
