package dev.faultline.harness.report;

import dev.faultline.harness.store.FaultFigures;
import dev.faultline.harness.store.FaultFigures.Failover;
import dev.faultline.harness.store.FaultFigures.Loss;
import dev.faultline.harness.store.FaultFigures.Recovered;
import dev.faultline.harness.store.FaultsRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How clients fared under each fault, and how the cluster came back. */
final class RecoveryBlock {
    private static final int MOST_FAULTS = 40;
    private static final String NOT_MEASURED = "not measured";
    private static final List<String> COLUMNS = List.of(
            "fault",
            "detected",
            "new leader",
            "first success",
            "RTO",
            "recovered after heal",
            "outage",
            "refused",
            "indeterminate",
            "acknowledged writes lost");

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
        new ObjectiveTable(run).draw(html);
        if (!faults.isEmpty()) {
            html.leaf("h3", "Fault by fault");
            table(html);
            new ElectionTable(run).draw(html);
            new SidesTable(run).draw(html);
        }
        html.close();
    }

    private String sentence() {
        FaultsRecord.Recovery recovery = run.faults().recovery();
        if (recovery == null) {
            return faults.isEmpty() ? "Nothing was done to it." : "Recovery was not measured.";
        }
        String detail = Shown.cut(recovery.detail(), 300).replaceFirst("[^.]$", "$0.");
        String asked = " Recovered means: " + Shown.cut(recovery.criterion(), 200) + "."
                + (recovery.recoveredAt() == null ? " " + detail : "");
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
            html.open("tr")
                    .open("td", "data-l", "fault")
                    .leaf("b", Shown.cut(span.title(), 100))
                    .close();
            FaultFigures figures = run.metrics().of(span.fault().name());
            if (figures == null) {
                for (int column = 1; column < COLUMNS.size(); column++) {
                    cell(html, column, NOT_MEASURED);
                }
            } else {
                row(html, figures);
            }
            html.close();
        }
        html.close().close();
        terms(html);
    }

    private static void row(Html html, FaultFigures figures) {
        boolean fromHeal = figures.from() != null && figures.from() != figures.stoodAt();
        String since = fromHeal ? " from heal" : "";
        cell(html, 1, orElse(figures.detection(), Figures.DASH));
        cell(html, 2, leader(figures.failover()));
        cell(html, 3, orElse(figures.firstSuccess(), "not seen") + (figures.firstSuccess() == null ? "" : since));
        cell(html, 4, recovered(figures.recovery()) + (figures.recovery().nanos() == null ? "" : since));
        cell(html, 5, recovered(figures.afterHeal()));
        cell(html, 6, Figures.duration(figures.outage()));
        cell(html, 7, Figures.count(figures.inWindow().refused()));
        cell(html, 8, Figures.count(figures.inWindow().indeterminate()));
        Loss loss = figures.loss();
        html.leaf("td", lost(loss), "class", loss != null && loss.lost() > 0 ? "n bad" : "n", "data-l", COLUMNS.get(9));
    }

    private static String orElse(@Nullable Long nanos, String otherwise) {
        return nanos == null ? otherwise : Figures.duration(nanos);
    }

    private static String leader(@Nullable Failover failover) {
        if (failover == null) {
            return NOT_MEASURED;
        }
        if (failover.hit() == null) {
            return Figures.DASH;
        }
        return failover.nanos() == null
                ? "not seen"
                : Figures.duration(failover.nanos()) + ", " + Shown.cut(String.valueOf(failover.leader()), 20);
    }

    static String recovered(Recovered recovered) {
        if (recovered.nanos() != null) {
            return Figures.duration(recovered.nanos());
        }
        return recovered.atLeast() > 0 ? "not within " + Figures.duration(recovered.atLeast()) : "not seen";
    }

    static String lost(@Nullable Loss loss) {
        if (loss == null) {
            return NOT_MEASURED;
        }
        return (loss.exact() ? "" : "at least ")
                + Figures.ratio(loss.lost(), loss.of())
                + (loss.lost() > 0 ? ", over " + Figures.duration(loss.span()) : "");
    }

    private static void cell(Html html, int column, String text) {
        html.leaf("td", text, "class", "n", "data-l", COLUMNS.get(column));
    }

    private void terms(Html html) {
        if (faults.size() > MOST_FAULTS) {
            html.leaf("p", "Shown: " + Figures.ratio(MOST_FAULTS, faults.size()) + " faults.", "class", "q small");
        }
        html.leaf(
                "p",
                "Times count from when the fault stood, and are looked for until the next fault or the end of the load. Nodes that"
                        + " should serve: those that the fault left in a connected majority; where it left none, all nodes, and"
                        + " first success and RTO count from its heal.",
                "class",
                "q small");
        html.open("dl", "class", "terms q small");
        term(
                html,
                "detected",
                "The first operation refused or given up, or another leader seen. A dash: nothing showed.");
        term(
                html,
                "new leader",
                "When another node was seen to lead; nodes are asked for their role every half second. A dash: the fault left the"
                        + " leader with the majority.");
        term(
                html,
                "first success",
                "The first acknowledged mutation that a node that should serve was asked for after that.");
        term(
                html,
                "RTO",
                "Every node that should serve has served a mutation again, and for half a second from then on no operation of theirs was"
                        + " under way that was refused or given up.");
        term(html, "recovered after heal", "The same of all nodes, from the end of the heal.");
        term(html, "outage", "The longest time in which no node acknowledged a mutation.");
        term(
                html,
                "refused, indeterminate",
                "Of the operations asked within the fault's window: failures other than an answer such as that of a compare that"
                        + " did not match; unknown outcomes.");
        term(
                html,
                "acknowledged writes lost",
                "Of those acknowledged since the heal before it, those after the last heal counting for the last fault where every"
                        + " loss is known; of registers, on keys that were read again after it. Over the time between the first and"
                        + " the last of them. Not measured: no later read tells.");
        html.close();
    }

    private static void term(Html html, String term, String meaning) {
        html.leaf("dt", term).leaf("dd", meaning);
    }
}
