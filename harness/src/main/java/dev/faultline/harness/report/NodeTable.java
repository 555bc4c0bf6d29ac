package dev.faultline.harness.report;

import dev.faultline.harness.store.NodeMetric;
import java.util.List;

/** Every number that was sampled, as its mean and its greatest, by node. */
final class NodeTable {
    private static final int MOST_NODES = 12;

    private final RunData run;

    NodeTable(RunData run) {
        this.run = run;
    }

    void draw(Html html) {
        List<String> nodes =
                run.nodes().subList(0, Math.min(MOST_NODES, run.nodes().size()));
        html.open("p", "class", "q")
                .text("Sampled about once a second; each cell is the mean and the greatest.")
                .close();
        html.open("div", "class", "scroll")
                .open("table")
                .open("thead")
                .open("tr")
                .leaf("th", "measured");
        nodes.forEach(n -> html.leaf("th", Shown.cut(n, 20), "class", "n"));
        html.close().close().open("tbody");
        for (NodeMetric metric : NodeMetric.values()) {
            html.open("tr")
                    .open("td")
                    .leaf("b", metric.key())
                    .text(" " + metric.meaning())
                    .close();
            for (String node : nodes) {
                Observed.Points points = run.observed().of(node, metric);
                html.leaf(
                        "td",
                        points.size() == 0
                                ? metric == NodeMetric.NO_ANSWER ? "always answered" : "not measured"
                                : Figures.significant(points.mean()) + " / " + Figures.significant(points.max()),
                        "class",
                        "n");
            }
            html.close();
        }
        html.close().close().close();
        if (nodes.size() < run.nodes().size()) {
            html.leaf("p", "Shown: " + Figures.ratio(nodes.size(), run.nodes().size()) + " nodes.", "class", "q small");
        }
    }
}
