package dev.faultline.harness.junit;

import dev.faultline.checkers.history.History;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.MetricsRecord;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A run that is over and judged: everything it left, for assertions. {@link ChaosAssertions#assertThat(ChaosRun)} has the usual ones.
 *
 * @param test what was run
 * @param verdict what came out
 * @param faults every fault with its evidence, and the recovery
 * @param folder where all of it lies
 */
public record ChaosRun(TestRecord test, VerdictRecord verdict, FaultsRecord faults, RunFolder folder) {

    /**
     * A run that was judged before, from its folder.
     *
     * @throws IllegalArgumentException when a file is not there or damaged, in one line
     */
    public static ChaosRun read(Path folder) {
        RunFolder run = new RunFolder(folder);
        return new ChaosRun(
                Json.read(run.test(), TestRecord.class),
                Json.read(run.verdict(), VerdictRecord.class),
                Files.exists(run.faults())
                        ? Json.read(run.faults(), FaultsRecord.class)
                        : new FaultsRecord(List.of(), null, List.of()),
                run);
    }

    public long seed() {
        return test.seed();
    }

    /** What every operation was asked and told, read from its file. */
    public History history() {
        try {
            return History.recover(folder.history()).history();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder.history() + ": " + e.getMessage(), e);
        }
    }

    /**
     * What was measured, read from its file.
     *
     * @throws IllegalArgumentException when the file is not there or damaged, in one line
     */
    public MetricsRecord metrics() {
        return Json.read(folder.metrics(), MetricsRecord.class);
    }

    /** The page that explains it. */
    public Path report() {
        return folder.report();
    }

    /** The verdict with its reason and the story, the seed, the command that runs the test again, and the report. */
    public String explained() {
        StringBuilder text = new StringBuilder(verdict.verdict().toUpperCase(Locale.ROOT))
                .append("  ")
                .append(verdict.sentence());
        verdict.story().forEach(sentence -> text.append("\n  ").append(sentence));
        return text.append("\nseed:   ")
                .append(seed())
                .append("\nagain:  ")
                .append(test.command())
                .append("\nreport: ")
                .append(report())
                .toString();
    }

    @Override
    public String toString() {
        return test.system() + "-" + test.workload() + " with seed " + seed() + ": " + verdict.verdict();
    }
}
