package dev.faultline.cli;

import static dev.faultline.harness.junit.ChaosAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.junit.Chaos;
import dev.faultline.harness.junit.ChaosRun;
import dev.faultline.replay.ReplayRecord;
import dev.faultline.systems.leader.SingleLeader;
import dev.faultline.workloads.register.Register;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a suite found in simulation is made again from the command line. */
class SuiteReplayTest {
    @TempDir
    Path folder;

    /** Of two faults that leave followers behind, whose file's name a shell takes apart. */
    private Path schedule() throws IOException {
        return Files.writeString(folder.resolve("two of 'em.json"), """
                {"version": 1, "faults": [
                  {"kind": "partition", "shape": "one", "targets": ["n2"], "sides": [["n2"], ["n1", "n3", "n4", "n5"]],
                   "atMillis": 1000, "holdMillis": 3000},
                  {"kind": "partition", "shape": "one", "targets": ["n3"], "sides": [["n3"], ["n1", "n2", "n4", "n5"]],
                   "atMillis": 6000, "holdMillis": 3000}]}
                """);
    }

    private Chaos chaos(String reads) throws IOException {
        return Chaos.test(new SingleLeader(), new Register())
                .timeLimit(Duration.ofSeconds(12))
                .schedule(schedule())
                .option("reads", reads)
                .results(folder.resolve("results of a suite"))
                .seed(1);
    }

    @Test
    void a_failure_leaves_its_recipe_and_its_story_and_comes_out_the_same() throws Exception {
        ChaosRun run = chaos("local").expect("invalid").run();
        assertThat(run).isInvalid();
        assertThat(run.folder().story()).exists();
        assertThat(ReplayRecord.read(run.folder().recipe()).words())
                .startsWith("./faultline", "run", "--system", "single-leader", "--workload", "register")
                .contains("--schedule", schedule().toString(), "reads=local", "12s")
                .endsWith("--expect", "invalid", "--seed", "1");
        Terminal.Ended ended = Terminal.run("replay", run.folder().path().toString());
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).last().asString().startsWith("identical: ");
        assertThat(ended.code()).isZero();
    }

    @Test
    void a_valid_run_leaves_neither() throws Exception {
        ChaosRun run = chaos("index").run();
        assertThat(run).isValid();
        assertThat(run.folder().recipe()).doesNotExist();
        assertThat(run.folder().story()).doesNotExist();
    }

    @Test
    void a_fault_that_the_simulation_lacks_is_refused_before_anything_starts() {
        assertThatThrownBy(() -> Chaos.test(new SingleLeader(), new Register())
                        .faults("pressure")
                        .results(folder)
                        .run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--faults: no fault of provider sim \"pressure\". (clock, disk, kill, loss, membership,"
                        + " partition, pause, restart, slow)");
        assertThat(folder).isEmptyDirectory();
    }
}
