package dev.faultline.harness.report;

/**
 * The vertical axis of a small chart, from its foot to a round number at or above the greatest value; never so small that noise
 * looks like a cliff.
 *
 * @param foot 0, or for a logarithmic axis what is drawn at its foot
 */
record MetricScale(double foot, double top) {
    /** Steps of the drawing from top to foot; a reader of the line gets its numbers back to a thousandth of the axis. */
    static final int STEPS = 1000;

    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    static MetricScale upTo(double max, double least, double foot) {
        double wanted = Math.max(max, least);
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        for (double step : ROUND) {
            if (step * power >= wanted * (1 - 1e-9)) {
                return new MetricScale(foot, step * power);
            }
        }
        return new MetricScale(foot, 10 * power);
    }

    boolean logarithmic() {
        return foot > 0;
    }

    /** Steps below the top. */
    int y(double value) {
        double fraction = logarithmic() ? Math.log(Math.max(value, foot) / foot) / Math.log(top / foot) : value / top;
        return (int) Math.round((1 - Math.max(0, Math.min(1, fraction))) * STEPS);
    }
}
