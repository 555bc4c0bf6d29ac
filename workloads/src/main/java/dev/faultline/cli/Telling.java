package dev.faultline.cli;

import dev.faultline.harness.run.Test;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.VerdictRecord;
import java.util.Locale;

/** What is printed of a verdict. */
final class Telling {
    private Telling() {}

    /** The verdict, its reason, where the report is and how to run it again. */
    static void verdict(Console console, Test test, RunFolder folder, VerdictRecord verdict) {
        verdict(console, folder, verdict);
        String expect = test.expect();
        if (expect != null) {
            boolean met = expect.equals(verdict.verdict());
            console.line(met ? "as expected" : "expected " + expect.toUpperCase(Locale.ROOT));
        }
        console.line("again:  " + test.command());
    }

    static void verdict(Console console, RunFolder folder, VerdictRecord verdict) {
        long operations = verdict.operations().values().stream()
                .mapToLong(VerdictRecord.Counts::total)
                .sum();
        long ok = verdict.operations().values().stream()
                .mapToLong(VerdictRecord.Counts::ok)
                .sum();
        console.step(
                "checked", String.format(Locale.ROOT, "%,d operations, %,d ok", operations, ok), verdict.checkMillis());
        console.line(verdict.verdict().toUpperCase(Locale.ROOT) + "  " + verdict.sentence());
        verdict.story().forEach(sentence -> console.line("  " + sentence));
        console.line("report: " + folder.report());
    }
}
