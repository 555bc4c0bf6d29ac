package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import dev.faultline.harness.store.FaultsRecord;
import java.util.List;

/** How the clients fared under each fault, and how the cluster came back. */
final class RecoveryBlock {
    private static final int MOST_FAULTS = 40;
    private static final List<String> COLUMNS =
            List.of("fault", "ok", "fail", "info", "first success", "longest silence", "every node answers after heal");

    private final RunData run;
    private final List<FaultSpan> faults;

    RecoveryBlock(RunData run, List<FaultSpan> faults) {
        this.run = run;
        this.faults = faults;
    }

    void draw(Html html) {
        html.open("section", "id", "recovery").leaf("h2", "How the system came back");
        html.leaf("p", sentence());
        run.faults().incidents().forEach(i -> html.leaf("p", "Unasked: " + Shown.cut(i, 300), "class", "gap"));
        if (!faults.isEmpty()) {
            table(html);
        }
        html.close();
    }

    private String sentence() {
        FaultsRecord.Recovery recovery = run.faults().recovery();
        if (recovery == null) {
            return faults.isEmpty() ? "Nothing was done to it." : "Recovery was not measured.";
        }
        String asked = " Recovered means: " + Shown.cut(recovery.criterion(), 200) + ". "
                + Shown.cut(recovery.detail(), 300).replaceFirst("[^.]$", "$0.");
        return recovery.recoveredAt() == null
                ? "It did not recover within " + Figures.number(run.test().recoveryTimeSeconds())
                        + " s of the last heal at " + Figures.momentWithUnit(recovery.healedAt()) + "." + asked
                : "Healed at " + Figures.momentWithUnit(recovery.healedAt()) + ", recovered "
                        + Figures.duration(recovery.recoveredAt() - recovery.healedAt()) + " later." + asked;
    }

    private void table(Html html) {
        html.open("table", "class", "stackable").open("thead").open("tr");
        for (String column : COLUMNS) {
            html.leaf("th", column, "class", column.equals("fault") ? "" : "n");
        }
        html.close().close().open("tbody");
        for (FaultSpan span : faults.subList(0, Math.min(MOST_FAULTS, faults.size()))) {
            Impact impact = Impact.of(run, span);
            html.open("tr")
                    .open("td", "data-l", "fault")
                    .leaf("b", Shown.cut(span.title(), 100))
                    .close();
            number(html, 1, Figures.count(impact.ok()));
            number(html, 2, Figures.count(impact.byOutcome()[Outcome.FAIL.ordinal()]));
            number(html, 3, Figures.count(impact.byOutcome()[Outcome.INFO.ordinal()]));
            number(html, 4, impact.firstSuccess() == null ? "never" : Figures.duration(impact.firstSuccess()));
            number(html, 5, Figures.duration(impact.silence()));
            number(html, 6, impact.allAnswered() == null ? "not seen" : Figures.duration(impact.allAnswered()));
            html.close();
        }
        html.close().close();
        html.leaf(
                "p",
                "ok, fail, info: operations asked while the fault was in force. First success: from when it stood to the first"
                        + " acknowledged mutation asked after that. Longest silence: within its window, without an acknowledged mutation."
                        + (faults.size() > MOST_FAULTS
                                ? " Shown: " + Figures.ratio(MOST_FAULTS, faults.size()) + " faults."
                                : ""),
                "class",
                "q small");
    }

    private static void number(Html html, int column, String text) {
        html.leaf("td", text, "class", "n", "data-l", COLUMNS.get(column));
    }
}
