package dev.faultline.cli;

import static dev.faultline.harness.junit.ChaosAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.junit.ChaosRun;
import dev.faultline.harness.junit.ChaosTest;
import dev.faultline.replay.ReplayRecord;
import dev.faultline.systems.leader.SingleLeader;
import dev.faultline.workloads.register.Register;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test with one seed has one history, whoever asks for it: a suite, the command line, a sweep, a replay. */
@ChaosTest(
        system = SingleLeader.class,
        workload = Register.class,
        faults = "partition",
        seconds = 20,
        rate = 100,
        latency = "20ms",
        options = "reads=local",
        expect = "invalid",
        seed = 3)
class SameByAnyRouteTest {
    private static final List<String> SAME = List.of(
            "--system=single-leader",
            "--workload=register",
            "--faults=partition",
            "--time-limit=20",
            "--rate=100",
            "--latency=20ms",
            "--option=reads=local",
            "--expect=valid");

    @TempDir
    Path folder;

    /** The history of the run with seed 3, by the command line, and with it whatever else is asked for. */
    private Path history(String results, String... more) throws IOException {
        Path kept = folder.resolve(results);
        Terminal.Ended ended = Terminal.run(Stream.of(List.of("run", "--results=" + kept), SAME, List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new));
        assertThat(ended.err()).isEmpty();
        try (Stream<Path> runs = Files.list(kept.resolve("single-leader-register"))) {
            List<Path> ofTheSeed = runs.filter(run -> !Files.isSymbolicLink(run))
                    .filter(run -> ChaosRun.read(run).seed() == 3)
                    .toList();
            assertThat(ofTheSeed).hasSize(1);
            return ofTheSeed.get(0).resolve("history.edn");
        }
    }

    @Test
    void theHistoryIsTheSameToTheByte(ChaosRun suite) throws IOException {
        Path expected = suite.folder().history();
        assertThat(history("single", "--seed=3")).hasSameBinaryContentAs(expected);
        assertThat(history("again", "--seed=3")).hasSameBinaryContentAs(expected);
        assertThat(history("sweep", "--seed=2", "--test-count=2")).hasSameBinaryContentAs(expected);
        Terminal.Ended ended = Terminal.run("replay", suite.folder().path().toString());
        assertThat(ended.out()).last().asString().startsWith("identical: ");
    }

    @Test
    void theLatencyOfASuiteIsThatOfItsNetworksAndOfItsRecipe(ChaosRun suite) {
        assertThat(ReplayRecord.read(suite.folder().recipe()).words()).containsSequence("--latency", "20ms");
    }
}
