package dev.faultline.trial;

import dev.faultline.harness.report.Command;
import dev.faultline.harness.report.Figures;
import dev.faultline.harness.report.Html;
import dev.faultline.harness.report.PlainPage;
import dev.faultline.harness.report.Shown;
import dev.faultline.trial.TrialRecord.BugTrial;
import dev.faultline.trial.TrialRecord.CorrectTrial;
import dev.faultline.trial.TrialRecord.Failure;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code trial.html}: which planted bugs were found, and what correct clusters were called. One file that makes no request. */
public final class TrialPage {
    private static final int NAME_CHARS = 60;
    private static final int SENTENCE_CHARS = 300;
    private static final int COMMAND_CHARS = 1000;
    private static final int MOST_FAILURES = 50;

    private final TrialRecord trial;

    private TrialPage(TrialRecord trial) {
        this.trial = trial;
    }

    public static String draw(TrialRecord trial) {
        return PlainPage.draw(
                "The harness on trial",
                TrialFigures.verdict(trial),
                "Drawn from trial.json; this page makes no request.",
                new TrialPage(trial)::draw);
    }

    private void draw(Html html) {
        html.open("p", "class", "totals strong")
                .text(TrialFigures.headline(trial) + ".")
                .close();
        html.leaf(
                "p",
                "Faultline " + Shown.cut(trial.version(), NAME_CHARS) + ", node programs "
                        + Shown.cut(trial.programVersion(), NAME_CHARS) + ", begun "
                        + Shown.cut(trial.startedAt(), NAME_CHARS) + ", took " + TrialFigures.duration(trial.seconds())
                        + " on " + Figures.count(trial.cores(), "core", "cores") + ".",
                "class",
                "q small");
        failures(html);
        bugs(html);
        correct(html);
    }

    private void bugs(Html html) {
        html.open("section", "id", "bugs").leaf("h2", "Planted bugs");
        html.leaf(
                "p",
                "Each is planted in a cluster that is correct otherwise, and must be seen by the checker that is named. The same"
                        + " seeds without the bug must be valid.");
        if (trial.bugs().isEmpty()) {
            html.leaf("p", "None was planted.").close();
            return;
        }
        head(html, "bug", "what it breaks", "workload, faults", "checker", "#seed", "#tried", "#took", "#without it");
        trial.bugs().stream().sorted(Comparator.comparing(BugTrial::found)).forEach(bug -> row(html, bug));
        html.close().close().close();
    }

    private static void row(Html html, BugTrial bug) {
        html.open("tr", "class", "r").open("td", "data-l", "bug").open("span");
        html.leaf("b", Shown.cut(bug.bug(), NAME_CHARS));
        html.open("small")
                .leaf("span", bug.found() ? "✓ found" : "✕ not found", "class", bug.found() ? "good" : "bad strong")
                .close()
                .close()
                .close();
        html.open("td", "data-l", "breaks", "class", "rs").open("span").text(Shown.cut(bug.breaks(), SENTENCE_CHARS));
        if (bug.sentence() != null) {
            html.open("small");
            linked(html, bug.sentence(), bug.report()).close();
        }
        html.open("details").leaf("summary", "Make it again");
        Command.show(html, Shown.cut(bug.command(), COMMAND_CHARS));
        html.close().close().close();
        tested(html, bug.workload(), bug.faults());
        html.open("td", "data-l", "checker", "class", "fs").open("span").text(Shown.cut(bug.checker(), NAME_CHARS));
        List<String> others = bug.seenBy().stream()
                .filter(checker -> !checker.equals(bug.checker()))
                .limit(8)
                .map(checker -> Shown.cut(checker, NAME_CHARS))
                .toList();
        if (!others.isEmpty()) {
            html.leaf("small", "also " + String.join(", ", others));
        }
        html.close().close();
        number(html, "seed", bug.seed() == null ? Figures.DASH : Long.toString(bug.seed()), false);
        number(html, "tried", Figures.count(bug.seedsTried()), false);
        number(html, "took", TrialFigures.duration(bug.seconds()), false);
        TrialRecord.Control control = bug.control();
        number(
                html,
                "without it",
                control.seeds() == 0 ? "not tried" : Figures.ratio(control.valid(), control.seeds()) + " valid",
                control.valid() < control.seeds());
        html.close();
    }

    private void correct(Html html) {
        html.open("section", "id", "correct").leaf("h2", "Correct configurations");
        html.leaf(
                "p",
                "None may be called invalid. A pass is vacuous when some kind of operation never succeeded, or a fault has no"
                        + " evidence.");
        if (trial.correct().isEmpty()) {
            html.leaf("p", "None was run.").close();
            return;
        }
        head(
                html,
                "configuration",
                "workload, faults",
                "#valid",
                "#invalid",
                "#unknown",
                "#vacuous",
                "#crashed",
                "#operations",
                "#faults proved",
                "#took");
        for (CorrectTrial c : trial.correct()) {
            html.open("tr", "class", "r").open("td", "data-l", "configuration");
            html.leaf("b", Shown.cut(c.name(), NAME_CHARS)).close();
            tested(html, c.workload(), c.faults());
            number(html, "valid", Figures.ratio(c.valid(), c.runs()), c.valid() < c.runs());
            number(html, "invalid", Figures.count(c.invalid()), c.invalid() > 0);
            number(html, "unknown", Figures.count(c.unknown()), c.unknown() > 0);
            number(html, "vacuous", Figures.count(c.vacuous()), c.vacuous() > 0);
            number(html, "crashed", Figures.count(c.crashed()), c.crashed() > 0);
            number(html, "operations", Figures.count(c.operations()), false);
            number(html, "faults proved", Figures.count(c.faultsProved()), false);
            number(html, "took", TrialFigures.duration(c.seconds()), false);
            html.close();
        }
        html.close().close().close();
    }

    /** First, for they are what a reader must act on. */
    private void failures(Html html) {
        List<Failure> all =
                trial.correct().stream().flatMap(c -> c.failures().stream()).toList();
        if (all.isEmpty()) {
            return;
        }
        String shown = all.size() > MOST_FAILURES ? ", the first " + MOST_FAILURES : "";
        html.open("section", "id", "failures");
        html.leaf("h2", "Correct runs that were not called valid: " + Figures.count(all.size()) + shown);
        head(html, "verdict", "reason", "#seed", "make it again");
        for (Failure failure : all.subList(0, Math.min(MOST_FAILURES, all.size()))) {
            html.open("tr", "class", "r").open("td", "data-l", "verdict");
            PlainPage.sign(html, failure.verdict()).close();
            html.open("td", "data-l", "reason", "class", "rs").open("span");
            linked(html, failure.sentence(), failure.report()).close().close();
            number(html, "seed", Long.toString(failure.seed()), false);
            html.open("td", "data-l", "make it again");
            Command.show(html, Shown.cut(failure.command(), COMMAND_CHARS));
            html.close().close();
        }
        html.close().close().close();
    }

    private static Html linked(Html html, String sentence, @Nullable String report) {
        String text = Shown.cut(sentence, SENTENCE_CHARS);
        return report == null ? html.text(text) : PlainPage.link(html, text, report);
    }

    /** Names with a # before them are of columns of numbers. */
    private static void head(Html html, String... names) {
        html.open("table", "class", "stackable runs").open("thead").open("tr");
        for (String name : names) {
            boolean number = name.startsWith("#");
            html.leaf("th", number ? name.substring(1) : name, "class", number ? "n" : "", "scope", "col");
        }
        html.close().close().open("tbody");
    }

    private static void tested(Html html, String workload, String faults) {
        html.open("td", "data-l", "tested", "class", "fs").open("span").text(Shown.cut(workload, NAME_CHARS));
        html.leaf("small", faults.isEmpty() ? "no faults" : Shown.cut(faults, SENTENCE_CHARS))
                .close()
                .close();
    }

    private static void number(Html html, String label, String value, boolean bad) {
        html.leaf("td", value, "data-l", label, "class", bad ? "n bad strong" : "n");
    }
}
