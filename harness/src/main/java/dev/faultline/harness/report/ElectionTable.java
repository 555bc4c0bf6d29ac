package dev.faultline.harness.report;

import dev.faultline.harness.store.ElectionFigures;
import dev.faultline.harness.store.ElectionFigures.OfFault;
import dev.faultline.harness.store.FaultFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How soon nodes noticed that their leader had failed, and had another one, by what they said themselves. */
final class ElectionTable {
    private static final int MOST_FAULTS = 40;
    private static final int NODE_CHARS = 20;
    private static final List<String> COLUMNS = List.of(
            "fault", "leader hit", "suspected", "elected", "new leader", "first success", "served", "false suspicions");

    private final RunData run;
    private final @Nullable ElectionFigures elections;

    ElectionTable(RunData run) {
        this.run = run;
        this.elections = run.metrics().elections();
    }

    void draw(Html html) {
        if (elections == null || elections.faults().isEmpty()) {
            return;
        }
        html.leaf("h3", "Failover, as the nodes tell it");
        html.open("table", "class", "stackable").open("thead").open("tr");
        for (String column : COLUMNS) {
            html.leaf("th", column, "class", column.equals("fault") ? "" : "n");
        }
        html.close().close().open("tbody");
        List<OfFault> faults = elections.faults();
        faults.subList(0, Math.min(MOST_FAULTS, faults.size())).forEach(fault -> row(html, fault));
        html.close().close();
        html.leaf(
                "p",
                "Suspected: from when the fault stood until a node took the leader for failed. Elected: from then until another"
                        + " node led. First success as above. Served: of all operations asked while the fault was in force. A"
                        + " suspicion is false when no fault kept the two nodes from hearing each other: "
                        + Figures.ratio(elections.falseSuspicions(), elections.suspicions()) + " in the whole run."
                        + (faults.size() > MOST_FAULTS
                                ? " Shown: " + Figures.ratio(MOST_FAULTS, faults.size()) + " faults."
                                : ""),
                "class",
                "q small");
    }

    private void row(Html html, OfFault fault) {
        html.open("tr")
                .open("td", "data-l", "fault")
                .leaf("b", Shown.cut(fault.fault(), NODE_CHARS))
                .close();
        boolean hit = fault.hit() != null;
        cell(html, 1, node(fault.hit()));
        cell(html, 2, hit ? after(fault.detection(), fault.suspectedBy()) : Figures.DASH);
        cell(html, 3, hit ? after(fault.election(), null) : Figures.DASH);
        cell(html, 4, node(fault.leader()));
        FaultFigures clients = run.metrics().of(fault.fault());
        cell(html, 5, clients == null ? Figures.DASH : after(clients.firstSuccess(), null));
        cell(html, 6, clients == null ? Figures.DASH : served(clients));
        cell(html, 7, Figures.count(fault.falseSuspicions()));
        html.close();
    }

    private static String node(@Nullable String node) {
        return node == null ? Figures.DASH : Shown.cut(node, NODE_CHARS);
    }

    private static String after(@Nullable Long nanos, @Nullable String by) {
        return nanos == null
                ? "not seen"
                : Figures.duration(nanos) + (by == null ? "" : ", by " + Shown.cut(by, NODE_CHARS));
    }

    private static String served(FaultFigures clients) {
        return clients.inWindow().total() == 0
                ? Figures.DASH
                : Figures.ratio(clients.inWindow().served(), clients.inWindow().total());
    }

    private static void cell(Html html, int column, String text) {
        html.leaf("td", text, "class", "n", "data-l", COLUMNS.get(column));
    }
}
