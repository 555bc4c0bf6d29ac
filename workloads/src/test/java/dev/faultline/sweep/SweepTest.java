package dev.faultline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.run.Test;
import dev.faultline.harness.run.TestBuilder;
import dev.faultline.harness.time.Clock;
import dev.faultline.harness.time.Seed;
import dev.faultline.sim.SimulationProvider;
import dev.faultline.systems.leader.SingleLeader;
import dev.faultline.workloads.register.Register;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    private static final int SEEDS = 4;

    @TempDir
    Path results;

    private static Iterator<Test> tests(String reads) {
        return LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> new TestBuilder(new SingleLeader(), new Register())
                        .faults(List.of("partition"))
                        .timeLimit(Duration.ofSeconds(15))
                        .option("reads", reads)
                        .build(new Seed(seed), "again with " + seed))
                .iterator();
    }

    private Sweep sweep(int cores) {
        return new Sweep(
                new SimulationProvider(),
                results,
                Clock.system(),
                cores,
                outcome -> !outcome.verdict().equals("valid"));
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(results)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** All but what hangs on this machine: how long it took, and where it is kept. */
    private static List<String> whatCame(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.seed() + " " + outcome.verdict() + " " + outcome.sentence() + " "
                        + outcome.violated() + " " + outcome.operations() + " " + outcome.faultsProved())
                .toList();
    }

    @org.junit.jupiter.api.Test
    void runs_at_once_come_out_as_runs_in_turn_and_failures_are_kept() throws Exception {
        List<Outcome> together = sweep(3).run(tests("local"), outcome -> {});
        List<Outcome> inTurn = sweep(1).run(tests("local"), outcome -> {});
        assertThat(whatCame(together)).isEqualTo(whatCame(inTurn)).hasSize(SEEDS);
        assertThat(together).anySatisfy(outcome -> assertThat(outcome.verdict()).isEqualTo("invalid"));
        assertThat(together)
                .filteredOn(outcome -> outcome.verdict().equals("invalid"))
                .allSatisfy(outcome -> assertThat(outcome.folder()).isNotNull().satisfies(folder -> {
                    assertThat(folder.resolve("report.html")).exists();
                    assertThat(folder.resolve("history.edn")).exists();
                }));
        assertThat(left()).noneMatch(name -> name.startsWith(".runs-"));
    }

    @org.junit.jupiter.api.Test
    void valid_runs_leave_nothing_behind() throws Exception {
        List<Outcome> outcomes = sweep(2).run(tests("index"), outcome -> {});
        assertThat(outcomes).hasSize(SEEDS).allSatisfy(outcome -> {
            assertThat(outcome.verdict()).as(outcome.sentence()).isEqualTo("valid");
            assertThat(outcome.folder()).isNull();
        });
        assertThat(left()).isEmpty();
    }

    @org.junit.jupiter.api.Test
    void what_a_process_left_that_is_no_more_is_removed_and_nothing_else() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path abandoned = Files.createDirectories(results.resolve(".runs-" + gone.pid() + "/core-0"));
        Files.writeString(abandoned.resolve("history.edn"), "");
        Path alive = Files.createDirectories(results.resolve(
                ".runs-" + ProcessHandle.current().parent().orElseThrow().pid()));
        Path notOurs = Files.createDirectories(results.resolve(".runs-of-mine"));
        sweep(1).run(List.<Test>of().iterator(), outcome -> {});
        assertThat(abandoned.getParent()).doesNotExist();
        assertThat(alive).exists();
        assertThat(notOurs).exists();
    }

    @org.junit.jupiter.api.Test
    void a_sweep_that_is_stopped_begins_no_further_run() throws Exception {
        Sweep sweep = sweep(1);
        List<Long> heard = new ArrayList<>();
        List<Outcome> outcomes = sweep.run(tests("index"), outcome -> {
            heard.add(outcome.seed());
            sweep.stop();
        });
        assertThat(heard).containsExactly(1L);
        assertThat(outcomes).hasSize(1);
        assertThat(left()).isEmpty();
    }
}
