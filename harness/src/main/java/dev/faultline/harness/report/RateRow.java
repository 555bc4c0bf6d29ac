package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;

/** Calls a second that ended, by outcome stacked: ok below, then fail, then info. Reads and mutations each have their own row. */
final class RateRow {
    private static final Outcome[] FROM_BELOW = {Outcome.OK, Outcome.FAIL, Outcome.INFO};

    private final String name;
    private final int[][] counts;
    private final TimeAxis axis;

    /** @param counts by outcome and cell */
    RateRow(String name, int[][] counts, TimeAxis axis) {
        this.name = name;
        this.counts = counts;
        this.axis = axis;
    }

    void draw(Html html) {
        int most = 0;
        int cells = axis.cells();
        for (int cell = 0; cell < cells; cell++) {
            most = Math.max(most, below(cell, FROM_BELOW.length));
        }
        html.open("div", "class", "row ch rate").open("span").leaf("b", name).leaf("small", "per second");
        html.leaf("span", Figures.number((double) Math.round(most * 1e9 / (double) axis.cell())), "class", "yt top")
                .close();
        html.open("div", "class", "tr");
        if (most == 0) {
            html.leaf("span", "none", "class", "note");
        } else {
            html.open(
                    "svg",
                    "viewBox",
                    "0 0 " + cells + " " + most,
                    "preserveAspectRatio",
                    "none",
                    "aria-hidden",
                    "true");
            for (int layer = 0; layer < FROM_BELOW.length; layer++) {
                layer(html, layer, most);
            }
            html.close();
        }
        html.close().close();
    }

    private void layer(Html html, int layer, int most) {
        StringBuilder path = new StringBuilder();
        int[] own = counts[FROM_BELOW[layer].ordinal()];
        for (int cell = 0; cell < own.length; cell++) {
            if (own[cell] > 0) {
                int foot = most - below(cell, layer);
                path.append('M')
                        .append(cell)
                        .append(' ')
                        .append(foot)
                        .append("v-")
                        .append(own[cell]);
                path.append("h1v").append(own[cell]).append('z');
            }
        }
        if (!path.isEmpty()) {
            html.empty("path", "class", "area " + FROM_BELOW[layer].word(), "d", path.toString());
        }
    }

    private int below(int cell, int layer) {
        int sum = 0;
        for (int i = 0; i < layer; i++) {
            sum += counts[FROM_BELOW[i].ordinal()][cell];
        }
        return sum;
    }
}
