package dev.faultline.harness.report;

/**
 * One line of a log.
 *
 * @param at nanoseconds of the history's clock
 * @param source node, or {@link #HARNESS}
 */
record LogLine(long at, String source, String text) {
    static final String HARNESS = "faultline";

    boolean fromHarness() {
        return source.equals(HARNESS);
    }
}
