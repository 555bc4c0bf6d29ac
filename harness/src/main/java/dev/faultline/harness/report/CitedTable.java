package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import dev.faultline.harness.store.VerdictRecord.Cited;
import dev.faultline.harness.store.VerdictRecord.Violation;
import java.util.List;

/** The operations that a violation speaks of, one a row: who did what when, what came of it, and which faults were in force. */
final class CitedTable {
    private static final int MOST_ROWS = 60;

    private final RunData run;
    private final Violation violation;
    private final List<FaultSpan> faults;

    CitedTable(RunData run, Violation violation, List<FaultSpan> faults) {
        this.run = run;
        this.violation = violation;
        this.faults = faults;
    }

    void draw(Html html) {
        boolean said = violation.sentence().equals(run.verdict().sentence());
        html.leaf("h2", said ? "The operations in question" : Shown.cut(violation.sentence(), 300));
        List<Cited> cited = violation.cited();
        long culprits = cited.stream().filter(Cited::culprit).count();
        html.leaf(
                "p",
                Figures.count(culprits, "operation", "operations") + " of which this is true, marked ✕, and "
                        + Figures.count(cited.size() - culprits, "other that shows it.", "others that show it.")
                        + " All times are from one clock, that of the harness, in seconds since the run began.");
        html.open("table", "class", "stackable").open("thead").open("tr");
        for (String head : List.of("operation", "by", "asked – answered, s", "its part", "faults in force")) {
            html.leaf("th", head);
        }
        html.close().close().open("tbody");
        cited.stream().limit(MOST_ROWS).forEach(c -> row(html, c));
        html.close().close();
        if (cited.size() > MOST_ROWS) {
            html.leaf(
                    "p",
                    "Shown: " + Figures.ratio(MOST_ROWS, cited.size()) + "; the others are in verdict.json.",
                    "class",
                    "q small");
        }
    }

    /** @throws IllegalStateException when the history does not hold what the verdict speaks of */
    private void row(Html html, Cited cited) {
        Call call = run.calls().invokedAtIndex(cited.invocation());
        if (call == null) {
            throw new IllegalStateException("the history has no operation with index " + cited.invocation());
        }
        html.open("tr").open("td", "class", cited.culprit() ? "m bad" : "m", "data-l", "operation");
        html.leaf("span", (cited.culprit() ? "✕ " : "") + call.words()).close();
        html.leaf("td", "p" + call.process() + " on " + Shown.cut(call.node(), 20), "data-l", "by");
        String answered = call.outcome() == Outcome.OK
                ? Figures.moment(call.completedAt())
                : call.outcome().word();
        html.leaf(
                "td",
                Figures.moment(call.invokedAt()) + " – " + answered,
                "class",
                "n left",
                "data-l",
                "asked – answered, s");
        html.leaf("td", Shown.cut(cited.role(), 160), "data-l", "its part");
        html.open("td", "data-l", "faults in force").open("span");
        List<FaultSpan> inForce = faults.stream()
                .filter(fault -> fault.from() <= end(call) && fault.to() >= call.invokedAt())
                .toList();
        for (FaultSpan fault : inForce) {
            html.leaf("a", Shown.cut(fault.title(), 60), "href", "#" + fault.id())
                    .text(" ");
        }
        html.text(inForce.isEmpty() ? Figures.DASH : "").close().close().close();
    }

    private static long end(Call call) {
        return call.completedAt() == Call.NEVER ? call.invokedAt() : call.completedAt();
    }
}
