package dev.faultline.harness.run;

import dev.faultline.harness.option.Amounts;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.VerdictRecord;
import java.util.Locale;

/** What is printed of a run and its verdict. */
public final class Telling {
    private Telling() {}

    /** What is about to be run, the seed first, in one line. */
    public static String headline(Test test, String provider) {
        return String.format(
                Locale.ROOT,
                "Faultline %s · seed %d · %s · %d %s in %s · %s · %s s at %s op/s%s",
                test.version(),
                test.seed().value(),
                test.system().name(),
                test.shape().nodes(),
                test.shape().nodes() == 1 ? "node" : "nodes",
                provider.equals("docker") ? "Docker" : provider.equals("sim") ? "simulation" : provider,
                test.workload().name(),
                Amounts.plain(test.shape().timeLimit().toMillis() / 1000.0),
                Amounts.plain(test.shape().rate()),
                test.faults().isEmpty() ? "" : " · " + String.join(" ", test.faults()));
    }

    /** The verdict, its reason, where the report is and how to run it again. */
    public static void verdict(Console console, Test test, RunFolder folder, VerdictRecord verdict) {
        verdict(console, folder, verdict);
        String expect = test.expect();
        if (expect != null) {
            boolean met = expect.equals(verdict.verdict());
            console.line(met ? "as expected" : "expected " + expect.toUpperCase(Locale.ROOT));
        }
        console.line("again:  " + test.command());
    }

    public static void verdict(Console console, RunFolder folder, VerdictRecord verdict) {
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
