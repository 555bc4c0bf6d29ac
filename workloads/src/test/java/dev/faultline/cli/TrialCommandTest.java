package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.Json;
import dev.faultline.node.Bug;
import dev.faultline.trial.TrialRecord;
import dev.faultline.trial.TrialRecord.BugTrial;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small trial: every planted bug, and every correct configuration once. */
class TrialCommandTest {
    @TempDir
    Path results;

    @Test
    void what_was_planted_is_found_and_nobody_else_is_accused() throws Exception {
        int code = Main.execute("trial", "--seeds", "200", "--correct", "9", "--results", results.toString());
        TrialRecord record = Json.read(results.resolve("trial.json"), TrialRecord.class);
        assertThat(record.bugs())
                .hasSize(Bug.values().length)
                .allMatch(BugTrial::found)
                .allSatisfy(bug -> assertThat(bug.seenBy()).contains(bug.checker()));
        assertThat(record.bugs())
                .allMatch(bug -> bug.control().valid() == bug.control().seeds());
        assertThat(record.correct()).hasSize(9).allSatisfy(runs -> {
            assertThat(runs.valid()).isEqualTo(runs.runs()).isPositive();
            assertThat(runs.vacuous()).isZero();
            assertThat(runs.faultsProved()).isPositive();
        });
        assertThat(code).isZero();
        assertThat(Files.readString(results.resolve("trial.html"))).contains("ack-before-quorum");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(Main.execute("trial", "--bugs", "no-such-bug", "--results", results.toString()))
                .isEqualTo(ExitCode.BAD_ARGUMENTS);
        assertThat(Main.execute("trial", "--seeds", "0", "--results", results.toString()))
                .isEqualTo(ExitCode.BAD_ARGUMENTS);
    }
}
