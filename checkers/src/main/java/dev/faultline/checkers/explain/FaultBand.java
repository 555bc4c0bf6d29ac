package dev.faultline.checkers.explain;

/**
 * A fault that was in force while the history was recorded, to be drawn behind it.
 *
 * @param label what it was, in a few words
 * @param from nanoseconds since the start of the test, on the clock of the history
 * @param to the same, when it was healed; {@link Long#MAX_VALUE} when it never was
 */
public record FaultBand(String label, long from, long to) {
    public FaultBand {
        if (label.isBlank()) {
            throw new IllegalArgumentException("label: a fault has a name");
        }
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("to: at least from, which is at least 0, not " + from + " .. " + to);
        }
    }
}
