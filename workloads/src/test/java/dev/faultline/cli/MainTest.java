package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.objective.Figure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void help_lists_every_command_and_the_exit_codes() {
        Terminal.Ended ended = Terminal.run("--help");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        String help = String.join("\n", ended.out());
        assertThat(help)
                .contains(
                        "demo",
                        "run",
                        "check",
                        "generate",
                        "bench",
                        "analyze",
                        "report",
                        "index",
                        "serve",
                        "provision",
                        "doctor",
                        "verify")
                .contains("0 valid, 1 invalid, 2 unknown, 254 bad arguments, 255 crashed");
    }

    @Test
    void no_command_at_all_is_answered_with_the_help() {
        assertThat(Terminal.run().out()).isEqualTo(Terminal.run("--help").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run",
                "check",
                "generate",
                "bench",
                "analyze",
                "report",
                "index",
                "serve",
                "provision",
                "doctor",
                "verify"
            })
    void every_command_explains_itself(String command) {
        Terminal.Ended ended = Terminal.run(command, "--help");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isNotEmpty().anyMatch(line -> line.startsWith("Usage: faultline " + command));
    }

    @Test
    void the_options_that_jepsen_has_are_named_as_jepsen_names_them() {
        assertThat(String.join("\n", Terminal.run("run", "--help").out()))
                .contains("--nodes", "--concurrency", "--rate", "--time-limit", "--test-count", "--leave-running")
                .contains("--system", "--workload", "--provider", "--faults", "--fault-interval", "--op-timeout")
                .contains("--recovery-time", "--seed", "--option", "--results");
    }

    @Test
    void the_help_says_what_an_objective_can_bound() {
        String help = String.join("\n", Terminal.run("run", "--help").out());
        assertThat(help).contains("--objective", "availability>=99%");
        for (Figure figure : Figure.values()) {
            assertThat(help).containsPattern("\n +" + figure.word() + " +" + figure.meaning());
        }
    }

    @Test
    void the_version_is_the_builds() {
        assertThat(Terminal.run("--version").out()).singleElement().asString().matches("Faultline \\d+\\.\\d+.*");
        assertThat(dev.faultline.harness.run.Version.number()).doesNotContain("SNAPSHOT", "$");
    }

    @Test
    void invalid_outweighs_unknown_and_unknown_outweighs_valid() {
        assertThat(ExitCode.worst(ExitCode.VALID, ExitCode.UNKNOWN)).isEqualTo(2);
        assertThat(ExitCode.worst(ExitCode.UNKNOWN, ExitCode.INVALID)).isEqualTo(1);
        assertThat(ExitCode.worst(ExitCode.INVALID, ExitCode.VALID)).isEqualTo(1);
        assertThat(ExitCode.of("valid")).isZero();
        assertThat(ExitCode.of("anything else")).isEqualTo(ExitCode.UNKNOWN);
    }
}
