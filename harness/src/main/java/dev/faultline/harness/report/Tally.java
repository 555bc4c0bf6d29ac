package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import java.util.Arrays;

/**
 * The run counted into the cells of its time axis, in two passes over the calls. A call counts where it ended. Everything that the
 * time stack draws comes from here, so the page's size does not depend on the number of operations.
 */
final class Tally {
    /** Single marks drawn for failed and for indeterminate calls, each; above this they are drawn as a density. */
    static final int MOST_MARKS = 2000;

    private static final int OUTCOMES = Outcome.values().length;

    final TimeAxis axis;
    final LogScale scale;
    /** Calls that succeeded, by bin of latency and cell. */
    final int[][] latency;
    /** Reads, by outcome and cell. */
    final int[][] reads;
    /** All other calls, by outcome and cell. */
    final int[][] mutations;
    /** Calls that succeeded, by node (in the order of the history's names) and cell. */
    final int[][] byNode;
    /** Nanoseconds over calls that succeeded, by cell; -1 where none did. */
    final long[] p50;

    final long[] p99;
    final long[] totals = new long[OUTCOMES];
    final long slowest;
    final Marks failed = new Marks();
    final Marks unknown = new Marks();

    Tally(RunData run, TimeAxis axis) {
        Calls calls = run.calls();
        long timeout = run.timeoutNanos();
        this.axis = axis;
        this.slowest = slowest(calls);
        this.scale = LogScale.upTo(slowest, timeout);
        int cells = axis.cells();
        latency = new int[LogScale.BINS][cells];
        reads = new int[OUTCOMES][cells];
        mutations = new int[OUTCOMES][cells];
        byNode = new int[calls.nodes().size()][cells];
        p50 = new long[cells];
        p99 = new long[cells];
        boolean[] reading = calls.reading();
        for (int i = 0; i < calls.size(); i++) {
            Outcome outcome = calls.outcome(i);
            long end = TimeAxis.until(calls, i, timeout);
            int cell = axis.cellOf(end);
            totals[outcome.ordinal()]++;
            (reading[calls.function(i)] ? reads : mutations)[outcome.ordinal()][cell]++;
            long took = end - calls.invokedAt(i);
            switch (outcome) {
                case OK -> {
                    latency[scale.bin(took)][cell]++;
                    byNode[calls.node(i)][cell]++;
                }
                case FAIL -> failed.add(end, took);
                case INFO -> unknown.add(end, took);
            }
        }
        percentiles(calls);
    }

    /** Calls that succeeded in a cell. */
    int ok(int cell) {
        return reads[Outcome.OK.ordinal()][cell] + mutations[Outcome.OK.ordinal()][cell];
    }

    private static long slowest(Calls calls) {
        long slowest = 0;
        for (int i = 0; i < calls.size(); i++) {
            if (calls.outcome(i) == Outcome.OK) {
                slowest = Math.max(slowest, calls.completedAt(i) - calls.invokedAt(i));
            }
        }
        return slowest;
    }

    /** Exact: latencies sorted into one array by cell, then each cell's stretch by size. */
    private void percentiles(Calls calls) {
        int cells = axis.cells();
        int[] next = new int[cells + 1];
        for (int cell = 0; cell < cells; cell++) {
            next[cell + 1] = next[cell] + ok(cell);
        }
        int[] start = next.clone();
        long[] took = new long[next[cells]];
        for (int i = 0; i < calls.size(); i++) {
            if (calls.outcome(i) == Outcome.OK) {
                took[next[axis.cellOf(calls.completedAt(i))]++] = calls.completedAt(i) - calls.invokedAt(i);
            }
        }
        for (int cell = 0; cell < cells; cell++) {
            int from = start[cell];
            int n = start[cell + 1] - from;
            Arrays.sort(took, from, from + n);
            p50[cell] = n == 0 ? -1 : took[from + (n - 1) / 2];
            p99[cell] = n == 0 ? -1 : took[from + (int) Math.ceil(0.99 * n) - 1];
        }
    }

    /** Where and how long: the first {@link #MOST_MARKS} calls, and how many there were. */
    static final class Marks {
        private final long[] at = new long[MOST_MARKS];
        private final long[] took = new long[MOST_MARKS];
        private int total;

        int total() {
            return total;
        }

        boolean tooMany() {
            return total > MOST_MARKS;
        }

        long at(int mark) {
            return at[mark];
        }

        long took(int mark) {
            return took[mark];
        }

        private void add(long end, long nanos) {
            if (total < MOST_MARKS) {
                at[total] = end;
                took[total] = nanos;
            }
            total++;
        }
    }
}
