package dev.faultline.harness.junit;

import static dev.faultline.harness.junit.ChaosAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The extension as JUnit sees it, on a cluster in memory. */
class ChaosExtensionTest {

    @TempDir
    Path results;

    private final Map<String, String> properties = new HashMap<>();
    private String printed = "";

    @BeforeEach
    void keepResults() {
        properties.put("faultline.results", results.toString());
        properties.put("faultline.docker", ""); // whatever the build itself says
    }

    private EngineExecutionResults execute(DiscoverySelector... selectors) {
        Map<String, String> before = new HashMap<>();
        properties.forEach((name, value) -> before.put(name, System.setProperty(name, value)));
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return EngineTestKit.engine("junit-jupiter")
                    .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                    .selectors(selectors)
                    .execute();
        } finally {
            System.setOut(out);
            System.setErr(err);
            printed = said.toString(StandardCharsets.UTF_8);
            before.forEach((name, value) -> {
                if (value == null) {
                    System.clearProperty(name);
                } else {
                    System.setProperty(name, value);
                }
            });
        }
    }

    private EngineExecutionResults executeMethod(Class<?> type, String method) {
        return execute(selectMethod(type, method, ChaosRun.class));
    }

    private static List<String> names(EngineExecutionResults results) {
        return results.testEvents().started().stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .toList();
    }

    private static String failure(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(ChaosExtensionTest::throwable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing failed"))
                .getMessage();
    }

    private static Throwable throwable(Event event) {
        return event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    @ChaosTest(
            system = Memory.System.class,
            workload = Memory.Work.class,
            provider = "memory",
            seconds = 1,
            nodes = 3,
            seed = 7)
    @Execution(ExecutionMode.CONCURRENT)
    static class Good {
        @Seeds(2)
        void severalFromTheFirstOn(ChaosRun run) {
            assertThat(run).isValid();
            assertThat(run.history().operations()).isNotEmpty();
        }

        @Seeds(values = {42, 5})
        void named(ChaosRun run) {
            assertThat(run).isValid();
        }

        @Test
        void one(ChaosRun run) {
            assertThat(run.seed()).isEqualTo(7);
        }

        @Test
        void ordinary() {}

        @Option("reads=frozen")
        @Expect("invalid")
        @Test
        void expected(ChaosRun run) {
            assertThat(run).isInvalid().because("linearizable");
            assertThat(run.test().expect()).isEqualTo("invalid");
        }

        @Matrix(
                name = "nodes",
                values = {"1", "2"})
        @Matrix(
                name = "reads",
                values = {"fresh", "frozen"})
        void matrix(ChaosRun run) {
            boolean frozen = run.test().options().get("reads").equals("frozen");
            assertThat(run.verdict().verdict()).isEqualTo(frozen ? "invalid" : "valid");
        }

        @Nested
        @Option("reads=frozen")
        class Inner {
            @Test
            void inherits(ChaosRun run) {
                assertThat(run).isInvalid();
            }
        }
    }

    @ChaosTest(
            system = Memory.System.class,
            workload = Memory.Work.class,
            provider = "memory",
            seconds = 1,
            nodes = 3,
            options = "reads=frozen")
    static class Bad {
        @Seeds(values = 42)
        void assertsValid(ChaosRun run) {
            assertThat(run).isValid();
        }

        @Seeds(values = 42)
        @Expect("valid")
        void expectsValid(ChaosRun run) {
            throw new AssertionError("the method is not called");
        }
    }

    @Test
    void runs_come_one_after_the_other_each_under_the_name_of_its_seed_on_a_provider_made_ready_once() {
        EngineExecutionResults executed = execute(selectClass(Good.class));
        executed.testEvents().assertStatistics(stats -> stats.failed(0).succeeded(12));
        assertThat(names(executed))
                .containsExactlyInAnyOrder(
                        "seed 7",
                        "seed 8",
                        "seed 42",
                        "seed 5",
                        "one(ChaosRun)",
                        "ordinary()",
                        "expected(ChaosRun)",
                        "nodes=1, reads=fresh, seed 7",
                        "nodes=1, reads=frozen, seed 7",
                        "nodes=2, reads=fresh, seed 7",
                        "nodes=2, reads=frozen, seed 7",
                        "inherits(ChaosRun)");
        assertThat(Memory.Source.MADE_READY).hasValue(1);
        assertThat(Memory.Source.MOST_STANDING).hasValue(1);
        assertThat(Memory.Source.STANDING).hasValue(0);
        assertThat(printed)
                .contains("· seed 42 · memory · 3 nodes in memory · one · 1 s")
                .contains("VALID  ");
        assertThat(results.resolve("memory-one")).isDirectory();
        assertThat(results.resolve("index.html")).isNotEmptyFile();
    }

    @Test
    void a_failure_tells_verdict_story_seed_command_and_report() {
        EngineExecutionResults executed = executeMethod(Bad.class, "assertsValid");
        assertThat(failure(executed))
                .contains("expected VALID, but the run is\nINVALID  the history is not linearizable: process ")
                .containsPattern("\n  process \\d+ \\(n\\d\\) read nil from ")
                .contains("\nseed:   42\n")
                .contains("\nagain:  mvn test -pl harness -am -Dsurefire.failIfNoSpecifiedTests=false "
                        + "-Dtest='ChaosExtensionTest$Bad#assertsValid' -Dfaultline.seed=42\n")
                .contains("\nreport: " + results.resolve("memory-one"))
                .endsWith("report.html");
    }

    @Test
    void another_verdict_than_the_expected_one_fails_before_the_method_is_called() {
        assertThat(failure(executeMethod(Bad.class, "expectsValid")))
                .startsWith("expected VALID, but the run is\nINVALID  ");
    }

    @Test
    void the_property_for_the_seed_stands_in_for_all_seeds() {
        properties.put("faultline.seed", "99");
        assertThat(names(executeMethod(Good.class, "named"))).containsExactly("seed 99");
    }

    @Test
    void the_property_for_the_matrix_picks_one_combination() {
        properties.put("faultline.matrix", "nodes=2, reads=frozen");
        assertThat(names(executeMethod(Good.class, "matrix"))).containsExactly("nodes=2, reads=frozen, seed 7");
        properties.put("faultline.matrix", "nodes=9");
        assertThat(failure(executeMethod(Good.class, "matrix")))
                .startsWith("faultline.matrix: no combination \"nodes=9\" (nodes=1, reads=fresh; ");
    }

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, provider = "absent", seconds = 1, nodes = 3)
    static class Nowhere {
        @Test
        void one(ChaosRun run) {}
    }

    @Test
    void without_an_engine_a_test_is_skipped_loudly() {
        execute(selectClass(Nowhere.class)).testEvents().assertStatistics(stats -> stats.aborted(1));
        assertThat(printed).contains("!!! CHAOS TEST DID NOT RUN: engine: no Docker engine answers (start one) !!!");
    }

    @Test
    void without_an_engine_that_is_required_a_test_fails() {
        properties.put("faultline.docker", "required");
        EngineExecutionResults executed = execute(selectClass(Nowhere.class));
        executed.testEvents().assertStatistics(stats -> stats.failed(1));
        assertThat(failure(executed)).isEqualTo("CHAOS TEST DID NOT RUN: engine: no Docker engine answers (start one)");
    }
}
