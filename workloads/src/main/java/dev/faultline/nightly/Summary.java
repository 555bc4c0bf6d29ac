package dev.faultline.nightly;

import dev.faultline.harness.report.Failure;
import dev.faultline.nightly.Night.Ran;
import dev.faultline.nightly.Night.Tested;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A night in Markdown: what is new first. */
public final class Summary {
    private final Night night;
    private final @Nullable Night before;
    private final StringBuilder text = new StringBuilder();

    private Summary(Night night, @Nullable Night before) {
        this.night = night;
        this.before = before;
    }

    /** @param before the last night, null when this is the first */
    public static String of(Night night, @Nullable Night before) {
        return new Summary(night, before).write();
    }

    private String write() {
        line("# Faultline, the night of " + night.began());
        line("");
        line(totals());
        line("");
        line(
                before == null
                        ? "There is no night before to compare with."
                        : "Compared with the night of " + before.began() + ".");
        failures("New failures", Failure.NEW);
        failures("Ongoing failures", Failure.ONGOING);
        failures("Resolved", Failure.RESOLVED);
        notRun();
        table();
        return text.toString();
    }

    private String totals() {
        long runs = night.tests().stream().mapToLong(t -> t.runs().size()).sum();
        long asExpected = night.tests().stream()
                .flatMap(t -> t.runs().stream())
                .filter(Ran::asExpected)
                .count();
        return runs + " runs of " + night.tests().size() + " tests: " + asExpected + " as expected, "
                + (runs - asExpected)
                + " not. " + count(Failure.NEW) + " new, " + count(Failure.ONGOING) + " ongoing, "
                + count(Failure.RESOLVED) + " resolved.";
    }

    private long count(Failure state) {
        return having(state).size();
    }

    private List<Tested> having(Failure state) {
        return night.tests().stream()
                .filter(test -> night.since(before, test).equals(Optional.of(state)))
                .toList();
    }

    private void failures(String title, Failure state) {
        List<Tested> tests = having(state);
        if (tests.isEmpty()) {
            return;
        }
        line("");
        line("## " + title);
        for (Tested test : tests) {
            line("");
            line("- `" + code(test.name()) + "`");
            test.runs().stream().filter(run -> !run.asExpected()).forEach(this::failure);
        }
    }

    private void failure(Ran run) {
        line("  - seed " + run.seed() + ": **" + run.verdict().toUpperCase(Locale.ROOT) + "** (expected "
                + run.expected() + ") " + plain(run.sentence())
                + (run.report() == null ? "" : " ([report](" + run.report().replace(" ", "%20") + "))"));
        line("    `" + code(run.command()) + "`");
    }

    private void notRun() {
        List<Tested> tests =
                night.tests().stream().filter(t -> t.runs().isEmpty()).toList();
        if (!tests.isEmpty()) {
            line("");
            line("## Not run: the time was up");
            line("");
            tests.forEach(test -> line("- `" + code(test.name()) + "`"));
        }
    }

    private void table() {
        line("");
        line("## All tests");
        line("");
        line("| test | runs | as expected | |");
        line("|---|---|---|---|");
        for (Tested test : night.tests()) {
            long good = test.runs().stream().filter(Ran::asExpected).count();
            line("| `" + code(test.name()).replace("|", "\\|") + "` | "
                    + test.runs().size() + " | " + good + " | "
                    + night.since(before, test).map(Failure::word).orElse("") + " |");
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String code(String text) {
        return text.replace('`', '\'').replaceAll("\\p{Cntrl}", " ");
    }

    /** What came from a system is words, not Markdown. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1");
    }
}
