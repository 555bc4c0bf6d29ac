package dev.faultline.harness.report;

import dev.faultline.harness.store.FaultFigures;
import dev.faultline.harness.store.FaultFigures.Served;
import dev.faultline.harness.store.FaultFigures.Side;
import java.util.List;

/** What each side of a partition answered while it is proved, beside the model that held there. */
final class SidesTable {
    private static final int MOST_FAULTS = 10;
    private static final int NODES_CHARS = 60;

    private final List<FaultFigures> parted;

    SidesTable(RunData run) {
        this.parted = run.metrics().recovery().stream()
                .filter(fault -> !fault.sides().isEmpty())
                .toList();
    }

    void draw(Html html) {
        if (parted.isEmpty()) {
            return;
        }
        html.leaf("h3", "What each side of a partition answered");
        html.open("table", "class", "stackable").open("thead").open("tr");
        html.leaf("th", "fault").leaf("th", "side");
        html.leaf("th", "reads served", "class", "n").leaf("th", "mutations served", "class", "n");
        html.leaf("th", "strongest model known to hold").close().close().open("tbody");
        for (FaultFigures fault : parted.subList(0, Math.min(MOST_FAULTS, parted.size()))) {
            fault.sides().forEach(side -> row(html, fault, side));
        }
        html.close().close();
        html.leaf(
                "p",
                "Operations asked and ended while the cut is proved; an answer such as that of a compare that did not match is"
                        + " served. The model is that of the whole history where it holds; else the reads that the side answered"
                        + " were judged with all mutations and no other reads. Weaker models were not checked."
                        + (parted.size() > MOST_FAULTS
                                ? " Shown: " + Figures.ratio(MOST_FAULTS, parted.size()) + " partitions."
                                : ""),
                "class",
                "q small");
    }

    private static void row(Html html, FaultFigures fault, Side side) {
        boolean wrong = side.model() != null && side.model().startsWith("not ");
        html.open("tr")
                .open("td", "data-l", "fault")
                .leaf("b", Shown.cut(fault.fault(), 20))
                .close();
        html.leaf(
                "td",
                Shown.cut(String.join(" ", side.nodes()), NODES_CHARS) + (side.majority() ? ", majority" : ", cut off"),
                "data-l",
                "side");
        html.leaf("td", served(side.reads()), "class", "n", "data-l", "reads");
        html.leaf("td", served(side.mutations()), "class", "n", "data-l", "mutations");
        html.leaf("td", model(side), "class", wrong ? "bad" : "", "data-l", "model")
                .close();
    }

    private static String served(Served served) {
        return served.of() == 0 ? Figures.DASH : Figures.ratio(served.served(), served.of());
    }

    private static String model(Side side) {
        if (side.reads().and(side.mutations()).served() == 0) {
            return Figures.DASH;
        }
        return side.model() == null ? "not checked" : Shown.cut(side.model(), 60);
    }
}
