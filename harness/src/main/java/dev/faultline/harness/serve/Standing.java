package dev.faultline.harness.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands, as the page of a run in progress is told it. Times are seconds since the first operation.
 *
 * @param state {@code running}, {@code judged} or {@code ended}: nobody writes to it any more, and it has no verdict
 * @param phase what is going on, in words
 * @param report whether there is a report to turn to
 * @param test what is tested, in words; empty until that is known
 * @param elapsed since the first operation; null before it, and when the run is over
 * @param of until no new operations are asked for
 * @param rate operations that ended ok, a second, over the last few seconds
 * @param rates by second
 * @param read how much of the history is counted, of 1
 */
record Standing(
        String state,
        String phase,
        boolean report,
        String test,
        @Nullable Double elapsed,
        double of,
        long ok,
        long fail,
        long info,
        double rate,
        Rates rates,
        double read,
        List<Fault> faults,
        List<String> log) {

    /**
     * Operations that ended in each second.
     *
     * @param from the first of these seconds
     */
    record Rates(int from, int[] ok, int[] fail, int[] info) {}

    /**
     * A fault begun.
     *
     * @param state {@code coming}, {@code in force}, {@code healing} or {@code past}
     * @param to null while it lasts
     * @param proved null while that is open
     */
    record Fault(
            String name,
            String summary,
            String state,
            double from,
            @Nullable Double to,
            @Nullable Boolean proved) {}
}
