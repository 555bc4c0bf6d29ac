package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import java.util.List;

/** The end of the longest order that fits, with the value after each operation, and the operation that does not fit after it. */
final class OrderTable {
    private static final int ROWS = 10;

    private final Witness witness;

    OrderTable(Witness witness) {
        this.witness = witness;
    }

    void draw(Html html) {
        List<Witness.Placed> order = witness.order();
        html.open("div")
                .leaf(
                        "h3",
                        order.isEmpty()
                                ? "No order was recorded"
                                : "The longest order that fits, and the operation that does not fit after it");
        html.open("table").open("thead").open("tr");
        html.leaf("th", "operation")
                .leaf("th", "by")
                .leaf("th", "asked – answered, s", "class", "n")
                .leaf("th", "value after", "class", "n");
        html.close().close().open("tbody");
        int skippedReads = 0;
        for (int i = first(order); i < order.size(); i++) {
            Witness.Placed placed = order.get(i);
            if (repeats(order, i)) {
                skippedReads++;
                continue;
            }
            skippedReads = skipped(html, skippedReads, placed);
            row(html, placed.call(), Shown.value(placed.value()), placed.call().reads() ? "" : "k");
        }
        String last =
                order.isEmpty() ? Figures.DASH : order.get(order.size() - 1).value();
        row(html, witness.culprit(), Shown.value(last) + " ✕", "x");
        html.close().close();
        if (!witness.violation().deadEnd().isBlank()) {
            html.leaf("p", Shown.cut(witness.violation().deadEnd(), 400), "class", "q small");
        }
        html.close();
    }

    /** Reads between two other reads of the same value say nothing new; the last operations before the culprit are always shown. */
    private static boolean repeats(List<Witness.Placed> order, int i) {
        return i > 0
                && i < order.size() - 2
                && order.get(i).call().reads()
                && order.get(i - 1).call().reads()
                && order.get(i + 1).call().reads();
    }

    private static int first(List<Witness.Placed> order) {
        int rows = 0;
        int i = order.size();
        while (i > 0 && rows < ROWS) {
            i--;
            rows += repeats(order, i) ? 0 : 1;
        }
        return i;
    }

    private static int skipped(Html html, int reads, Witness.Placed next) {
        if (reads > 0) {
            html.open("tr")
                    .open("td", "class", "q", "colspan", "3")
                    .text("… " + Figures.count(reads, "more read", "more reads"))
                    .close();
            html.leaf("td", Shown.value(next.value()), "class", "n").close();
        }
        return 0;
    }

    private void row(Html html, Call call, String after, String cssClass) {
        int step = witness.step(call);
        html.open("tr", "class", cssClass).open("td", "class", "m");
        if (step > 0) {
            html.leaf("span", Integer.toString(step), "class", cssClass.equals("x") ? "pin x in" : "pin in")
                    .text(" ");
        }
        html.text(call.words()).close();
        html.leaf("td", "p" + call.process() + " on " + Shown.cut(call.node(), 20));
        String answered = call.outcome() == Outcome.OK
                ? Figures.fineMoment(call.completedAt())
                : call.outcome().word();
        html.leaf("td", Figures.fineMoment(call.invokedAt()) + " – " + answered, "class", "n");
        html.leaf("td", after, "class", "n").close();
    }
}
