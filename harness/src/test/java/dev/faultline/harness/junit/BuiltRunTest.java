package dev.faultline.harness.junit;

import static dev.faultline.harness.junit.ChaosAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.cluster.Provider;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs made in code, without annotations. */
class BuiltRunTest {
    @TempDir
    Path results;

    private Chaos chaos() {
        return Chaos.test(new Memory.System(), new Memory.Work())
                .nodes(3)
                .timeLimit(Duration.ofSeconds(1))
                .results(results);
    }

    @Test
    void are_judged_and_run_again_by_the_test_that_made_them() throws Exception {
        Provider provider = Runs.provider("memory");
        ChaosRun run =
                chaos().seed(42).option("reads", "frozen").expect("invalid").run(provider);
        assertThat(run).isInvalid().because("linearizable");
        assertThat(run.test().expect()).isEqualTo("invalid");
        assertThat(run.test().options()).containsEntry("reads", "frozen");
        assertThat(run.test().command())
                .startsWith("mvn test ")
                .endsWith("-Dtest=BuiltRunTest#are_judged_and_run_again_by_the_test_that_made_them"
                        + " -Dfaultline.seed=42");
        assertThat(run.report()).startsWith(results).isNotEmptyFile();
    }

    @Test
    void are_refused_in_one_line_when_something_is_wrong() {
        assertThatThrownBy(() -> chaos().faults("partitoin").run(Runs.provider("memory")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--faults: no fault \"partitoin\". Did you mean partition? (clock, ")
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> chaos().rate(-1).run(Runs.provider("memory"))).hasMessageStartingWith("--rate: ");
        assertThatThrownBy(() -> chaos().latency(Duration.ofMillis(20)).run(Runs.provider("memory")))
                .hasMessageStartingWith("--latency: the networks of memory are as they are");
        assertThat(results).isEmptyDirectory();
    }
}
