package dev.faultline.harness.report;

import dev.faultline.harness.store.NodeMetric;
import java.util.Arrays;
import java.util.List;

/**
 * One node's line in the cells of the time axis: the mean of what was measured in each, or the greatest for what a mean would hide.
 * A metric of several parts is their sum, where all of them were measured.
 */
final class NodeSeries {
    private final double[] byCell;
    private final double max;

    private NodeSeries(double[] byCell, double max) {
        this.byCell = byCell;
        this.max = max;
    }

    /** @param greatest whether a cell is its greatest number, not its mean */
    static NodeSeries of(Observed observed, String node, List<NodeMetric> parts, TimeAxis axis, boolean greatest) {
        double[] sum = new double[axis.cells()];
        double max = 0;
        for (NodeMetric part : parts) {
            Observed.Points points = observed.of(node, part);
            double[] cells = cells(points, axis, greatest);
            for (int cell = 0; cell < sum.length; cell++) {
                sum[cell] += cells[cell];
            }
            max += points.max();
        }
        return new NodeSeries(
                sum,
                parts.size() == 1
                        ? max
                        : Arrays.stream(sum).filter(v -> !Double.isNaN(v)).max().orElse(Double.NaN));
    }

    private static double[] cells(Observed.Points points, TimeAxis axis, boolean greatest) {
        double[] cells = new double[axis.cells()];
        int[] counts = new int[cells.length];
        for (int i = 0; i < points.size(); i++) {
            if (points.at(i) >= 0 && points.at(i) < axis.cellsEnd()) {
                int cell = axis.cellOf(points.at(i));
                double value = points.value(i);
                cells[cell] =
                        !greatest ? cells[cell] + value : counts[cell] == 0 ? value : Math.max(cells[cell], value);
                counts[cell]++;
            }
        }
        for (int cell = 0; cell < cells.length; cell++) {
            cells[cell] = counts[cell] == 0 ? Double.NaN : greatest ? cells[cell] : cells[cell] / counts[cell];
        }
        return cells;
    }

    /** Of single samples, or of sums by cell; NaN when nothing was measured. */
    double max() {
        return max;
    }

    int cells() {
        return byCell.length;
    }

    boolean measured(int cell) {
        return !Double.isNaN(byCell[cell]);
    }

    double at(int cell) {
        return byCell[cell];
    }

    boolean empty() {
        return Double.isNaN(max);
    }
}
