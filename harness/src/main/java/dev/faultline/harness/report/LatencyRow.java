package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;

/** Latency: how many calls succeeded in each cell of time and duration, two percentiles, and what did not succeed as marks. */
final class LatencyRow {
    private final RunData run;
    private final Tally tally;

    LatencyRow(RunData run, Tally tally) {
        this.run = run;
        this.tally = tally;
    }

    void draw(Html html) {
        html.open("div", "class", "row ch lat")
                .open("span")
                .leaf("b", "latency")
                .leaf("small", "ms, log scale");
        for (long tick : tally.scale.ticks()) {
            yTick(html, tick);
        }
        html.close();
        html.open("div", "class", "tr");
        for (long tick : tally.scale.ticks()) {
            html.leaf("i", "", "class", "gl", "style", bottom(tick));
        }
        String viewBox = "0 0 " + tally.axis.cells() + " " + LogScale.BINS;
        html.open("svg", "viewBox", viewBox, "preserveAspectRatio", "none", "role", "img", "aria-label", sentence());
        new Heat(tally.latency).draw(html, "heat h");
        line(html, "p50", tally.p50);
        line(html, "p99", tally.p99);
        marks(html, "fail", tally.failed);
        marks(html, "info", tally.unknown);
        html.close();
        timeout(html);
        html.close().close();
        density(html, Outcome.FAIL, tally.failed);
        density(html, Outcome.INFO, tally.unknown);
    }

    private String sentence() {
        return "Latency of " + Figures.count(tally.totals[Outcome.OK.ordinal()])
                + " operations that succeeded, at most " + Figures.duration(tally.slowest);
    }

    private void yTick(Html html, long nanos) {
        html.leaf("span", Figures.number(nanos / 1e6), "class", "yt", "style", bottom(nanos));
    }

    private void timeout(Html html) {
        long timeout = run.timeoutNanos();
        if (timeout > 0) {
            html.leaf("i", "", "class", "gl to-line", "style", bottom(timeout));
            html.leaf(
                    "span",
                    "operation timeout " + Figures.duration(timeout),
                    "class",
                    "note wide",
                    "style",
                    "right:2px;" + bottom(timeout));
        }
    }

    private String bottom(long nanos) {
        return "bottom:" + Figures.plain(tally.scale.fraction(nanos) * 100) + "%";
    }

    /** Broken where nothing succeeded; a cell between two such is a dot. */
    private void line(Html html, String cssClass, long[] byCell) {
        StringBuilder path = new StringBuilder();
        for (int cell = 0; cell < byCell.length; cell++) {
            if (byCell[cell] >= 0) {
                boolean joined = cell > 0 && byCell[cell - 1] >= 0;
                path.append(joined ? 'L' : 'M').append(cell + 0.5).append(' ').append(y(byCell[cell]));
                path.append(joined ? "" : "h0");
            }
        }
        if (!path.isEmpty()) {
            html.empty("path", "class", "halo", "d", path.toString());
            html.empty("path", "class", cssClass, "d", path.toString());
        }
    }

    private void marks(Html html, String cssClass, Tally.Marks marks) {
        if (marks.total() == 0 || marks.tooMany()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < marks.total(); i++) {
            double x = marks.at(i) / (double) tally.axis.cell();
            path.append('M')
                    .append(Math.round(x * 100) / 100.0)
                    .append(' ')
                    .append(y(marks.took(i)))
                    .append("h0");
        }
        html.empty("path", "class", "mark " + cssClass, "d", path.toString());
    }

    private void density(Html html, Outcome outcome, Tally.Marks marks) {
        if (!marks.tooMany()) {
            return;
        }
        int[] counts = tally.reads[outcome.ordinal()].clone();
        for (int cell = 0; cell < counts.length; cell++) {
            counts[cell] += tally.mutations[outcome.ordinal()][cell];
        }
        html.open("div", "class", "row ch dn")
                .open("span")
                .text(outcome.word() + " " + Figures.count(marks.total()))
                .close();
        html.open("div", "class", "tr");
        html.open(
                "svg", "viewBox", "0 0 " + counts.length + " 1", "preserveAspectRatio", "none", "aria-hidden", "true");
        new Heat(new int[][] {counts}).draw(html, "heat " + outcome.word() + " h");
        html.close().close().close();
    }

    private double y(long nanos) {
        return Math.round((1 - tally.scale.fraction(nanos)) * LogScale.BINS * 100) / 100.0;
    }
}
