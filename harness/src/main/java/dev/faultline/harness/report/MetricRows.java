package dev.faultline.harness.report;

import dev.faultline.harness.store.NodeMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Resources of the nodes, a row for each: the lines of all nodes grey, that of one drawn out. Nothing measured is never a zero. */
final class MetricRows {
    static final int MOST_NODES = 24;

    /** Further apart than this, two samples are no line. */
    private static final long GAP = 3_500_000_000L;

    /**
     * @param perUnit what the number is multiplied by to be in {@code unit}
     * @param least the least top of the axis, in {@code unit}
     * @param foot of a logarithmic axis, else 0
     * @param greatest whether a cell shows its greatest number, not its mean
     * @param total whether the sum over time means something
     */
    private record Row(
            String name,
            String unit,
            List<NodeMetric> metrics,
            double perUnit,
            double least,
            double foot,
            boolean greatest,
            boolean total) {}

    private final RunData run;
    private final TimeAxis axis;
    private final int emphasised;

    MetricRows(RunData run, TimeAxis axis, int emphasised) {
        this.run = run;
        this.axis = axis;
        this.emphasised = emphasised;
    }

    void draw(Html html) {
        if (!run.observed().hasSamples()) {
            html.open("div", "class", "row ch rs none")
                    .open("span")
                    .leaf("b", "resources")
                    .close();
            html.open("div", "class", "tr")
                    .leaf("span", "not measured", "class", "note")
                    .close()
                    .close();
            return;
        }
        NodeMetric written = either(NodeMetric.PROCESS_WRITTEN, NodeMetric.NODE_WRITTEN);
        NodeMetric read = either(NodeMetric.PROCESS_READ, NodeMetric.NODE_READ);
        row(html, new Row("CPU", "cores", List.of(NodeMetric.CPU_USER, NodeMetric.CPU_SYSTEM), 1, .2, 0, false, false));
        row(html, new Row("resident", "MB", List.of(NodeMetric.RSS), 1e-6, 50, 0, true, false));
        row(html, new Row("memory", "MB", List.of(NodeMetric.MEMORY), 1e-6, 50, 0, true, false));
        row(html, new Row("data", "MB", List.of(NodeMetric.DATA), 1e-6, 10, 0, true, false));
        row(html, new Row("written", "kB/s", List.of(written), 1e-3, 100, 0, false, true));
        row(html, new Row("read", "kB/s", List.of(read), 1e-3, 100, 0, false, true));
        row(html, new Row("net out", "kB/s", List.of(NodeMetric.SENT), 1e-3, 100, 0, false, true));
        row(html, new Row("net in", "kB/s", List.of(NodeMetric.RECEIVED), 1e-3, 100, 0, false, true));
        row(html, new Row("host load", "", List.of(NodeMetric.HOST_LOAD), 1, 1, 0, true, false));
        row(html, new Row("response", "ms", List.of(NodeMetric.RESPONSE), 1, 10, .4, true, false));
    }

    /** The first, unless the second is all that was measured. */
    private NodeMetric either(NodeMetric first, NodeMetric second) {
        boolean measured =
                run.nodes().stream().anyMatch(n -> run.observed().of(n, first).size() > 0);
        return measured ? first : second;
    }

    private void row(Html html, Row row) {
        List<String> nodes =
                run.nodes().subList(0, Math.min(MOST_NODES, run.nodes().size()));
        List<NodeSeries> series = nodes.stream()
                .map(n -> NodeSeries.of(run.observed(), n, row.metrics, axis, row.greatest))
                .toList();
        double max = series.stream()
                .filter(s -> !s.empty())
                .mapToDouble(NodeSeries::max)
                .max()
                .orElse(Double.NaN);
        if (max == 0) {
            return; // measured, and nothing of it: said in the table of the nodes
        }
        html.open("div", "class", "row ch rs", "title", row.metrics.get(0).meaning());
        html.open("span", "data-unit", row.unit).leaf("b", row.name);
        if (Double.isNaN(max)) {
            html.close()
                    .open("div", "class", "tr")
                    .leaf("span", "not measured", "class", "note")
                    .close()
                    .close();
            return;
        }
        MetricScale scale = MetricScale.upTo(max * row.perUnit, row.least, row.foot);
        html.leaf("small", "max " + Figures.significant(max * row.perUnit) + " " + row.unit);
        if (row.total) {
            html.leaf("small", total(nodes, row.metrics.get(0)) + " in all");
        }
        html.leaf("span", Figures.significant(scale.top()), "class", "yt top").close();
        html.open("div", "class", "tr");
        html.open(
                "svg",
                "viewBox",
                "0 0 " + axis.cells() + " " + MetricScale.STEPS,
                "preserveAspectRatio",
                "none",
                "aria-hidden",
                "true",
                "data-m",
                row.name,
                "data-u",
                row.unit,
                "data-foot",
                Figures.plain(scale.foot()),
                "data-top",
                Figures.plain(scale.top()));
        lines(html, row, series, scale);
        html.close();
        if (row.metrics.contains(NodeMetric.RESPONSE)) {
            unanswered(html, nodes);
        }
        html.close().close();
    }

    /** The one that is drawn out comes last, on top of the others. */
    private void lines(Html html, Row row, List<NodeSeries> series, MetricScale scale) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, series.size())
                .filter(i -> i != emphasised)
                .boxed()
                .toList());
        order.add(emphasised);
        for (int node : order) {
            if (node < series.size()) {
                String path = path(series.get(node), row.perUnit, scale);
                if (!path.isEmpty()) {
                    html.empty("path", "class", node == emphasised ? "nl em" : "nl", "data-n", "" + node, "d", path);
                }
            }
        }
    }

    /** Where a node did not answer at all, at the top: it took longer than anything. */
    private void unanswered(Html html, List<String> nodes) {
        StringBuilder path = new StringBuilder();
        double[] cells = new double[axis.cells()];
        for (String node : nodes) {
            NodeSeries silent = NodeSeries.of(run.observed(), node, List.of(NodeMetric.NO_ANSWER), axis, true);
            for (int cell = 0; cell < cells.length; cell++) {
                cells[cell] += silent.measured(cell) ? 1 : 0;
            }
        }
        for (int cell = 0; cell < cells.length; cell++) {
            path.append(cells[cell] > 0 ? "M" + (cell + 0.5) + " 0h0" : "");
        }
        if (!path.isEmpty()) {
            html.open(
                    "svg",
                    "viewBox",
                    "0 0 " + cells.length + " 1",
                    "preserveAspectRatio",
                    "none",
                    "aria-hidden",
                    "true");
            html.empty("path", "class", "mark fail", "d", path.toString()).close();
        }
    }

    /** Of the whole cluster, as far as it was sampled: means times the time they stand for. */
    private String total(List<String> nodes, NodeMetric metric) {
        double bytes = 0;
        for (String node : nodes) {
            Observed.Points points = run.observed().of(node, metric);
            long first = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            for (int i = 0; i < points.size(); i++) {
                first = Math.min(first, points.at(i));
                last = Math.max(last, points.at(i));
            }
            bytes += points.size() > 1 ? points.mean() * (last - first) / 1e9 : 0;
        }
        return Figures.bytes(Math.round(bytes));
    }

    /** Relative steps, which are shortest; a cell between two gaps is a dot. */
    private String path(NodeSeries series, double perUnit, MetricScale scale) {
        StringBuilder path = new StringBuilder();
        long gap = Math.max(1, (GAP + axis.cell() - 1) / axis.cell());
        int lastCell = Integer.MIN_VALUE;
        int lastY = 0;
        for (int cell = 0; cell < series.cells(); cell++) {
            if (!series.measured(cell)) {
                continue;
            }
            int y = scale.y(series.at(cell) * perUnit);
            if (lastCell == Integer.MIN_VALUE || cell - lastCell > gap) {
                path.append(String.format(Locale.ROOT, "M%d.5 %dl0 0", cell, y));
            } else {
                path.append(' ')
                        .append(cell - lastCell)
                        .append(y < lastY ? "" : " ")
                        .append(y - lastY);
            }
            lastCell = cell;
            lastY = y;
        }
        return path.toString();
    }
}
