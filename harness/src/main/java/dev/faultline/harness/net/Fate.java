package dev.faultline.harness.net;

import java.util.List;

/**
 * What became of one connection that was asked something again and again.
 *
 * @param opened whether there was a connection at all
 * @param answers when each answer came, in nanoseconds of {@link dev.faultline.harness.time.Clock}
 * @param ending how it ended
 * @param endedNanos when it did, 0 if it did not
 */
public record Fate(boolean opened, List<Long> answers, Ending ending, long endedNanos) {
    public Fate {
        answers = List.copyOf(answers);
    }

    /** How a connection ended. */
    public enum Ending {
        /** Not yet. */
        HELD,
        /** By RST. */
        RESET,
        /** By FIN, in good order. */
        CLOSED,
        /** Otherwise. */
        FAILED
    }

    /** How many answers came between two moments. */
    public long answersWithin(long fromNanos, long toNanos) {
        return answers.stream().filter(at -> at >= fromNanos && at <= toNanos).count();
    }

    /** Opened, and never answered or ended. */
    public boolean silent() {
        return opened && answers.isEmpty() && ending == Ending.HELD;
    }
}
