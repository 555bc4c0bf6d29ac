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
        html.leaf("p", "Sampled about once a second; each cell is the mean and the greatest.", "class", "q");
        html.open("div", "class", "scroll")
                .open("table", "class", "nt")
                .open("thead")
                .open("tr")
                .leaf("th", "measured");
        nodes.forEach(n -> html.leaf("th", Shown.cut(n, 20), "class", "n"));
        html.close().close().open("tbody");
        for (NodeMetric metric : NodeMetric.values()) {
            html.open("tr")
                    .open("td")
                    .leaf("b", unit(metric))
                    .text(" " + metric.meaning())
                    .close();
            nodes.forEach(node -> html.leaf("td", cell(metric, run.observed().of(node, metric)), "class", "n"));
            html.close();
        }
        html.close().close().close();
        if (nodes.size() < run.nodes().size()) {
            html.leaf("p", "Shown: " + Figures.ratio(nodes.size(), run.nodes().size()) + " nodes.", "class", "q small");
        }
    }

    private static String cell(NodeMetric metric, Observed.Points points) {
        double scale = scale(metric);
        return points.size() > 0
                ? Figures.significant(points.mean() * scale) + " / " + Figures.significant(points.max() * scale)
                : metric == NodeMetric.NO_ANSWER ? Figures.DASH : "not measured";
    }

    private static String unit(NodeMetric metric) {
        return switch (metric) {
            case CPU_USER, CPU_SYSTEM -> "cores";
            case MEMORY, RSS, DATA, DISK_FREE -> "MB";
            case PROCESS_READ, PROCESS_WRITTEN, NODE_READ, NODE_WRITTEN, RECEIVED, SENT -> "kB/s";
            case RECEIVED_PACKETS, SENT_PACKETS -> "packets/s";
            case HOST_LOAD -> "load";
            case RESPONSE, NO_ANSWER -> "ms";
        };
    }

    private static double scale(NodeMetric metric) {
        return switch (unit(metric)) {
            case "MB" -> 1e-6;
            case "kB/s" -> 1e-3;
            default -> 1;
        };
    }
}
