package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.run.Console;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.time.Clock;
import dev.faultline.node.Bug;
import dev.faultline.trial.TrialRecord;
import dev.faultline.trial.TrialRecord.BugTrial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void anInterruptedTrialLeavesWhatAnEarlierOneCameTo() throws Exception {
        Path earlier = Files.writeString(results.resolve("trial.json"), "of an earlier trial");
        Console console = new Console(System.out);
        TrialSweeps sweeps = new TrialSweeps(results, 1, 1, Clock.system(), console);
        sweeps.stop();
        assertThat(new TrialCommand().execute(List.of(), results, sweeps)).isEqualTo(ExitCode.INVALID);
        assertThat(earlier).hasContent("of an earlier trial");
        assertThat(results.resolve("trial.html")).doesNotExist();
    }

    @Test
    void theLinesOfCorrectConfigurationsTellThemApart() {
        Terminal.Ended ended =
                Terminal.run("trial", "--bugs=fsync-skipped", "--seeds=1", "--correct=9", "--results=" + results);
        assertThat(ended.out())
                .filteredOn(line -> line.startsWith("  correct "))
                .anyMatch(line -> line.contains("register, reads=lease: 1 of 1 valid"))
                .anyMatch(line -> line.contains("register, as it is by default: 1 of 1 valid"));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(Main.execute("trial", "--bugs", "no-such-bug", "--results", results.toString()))
                .isEqualTo(ExitCode.BAD_ARGUMENTS);
        assertThat(Main.execute("trial", "--seeds", "0", "--results", results.toString()))
                .isEqualTo(ExitCode.BAD_ARGUMENTS);
    }
}
