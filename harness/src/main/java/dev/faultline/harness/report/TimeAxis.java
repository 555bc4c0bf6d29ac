package dev.faultline.harness.report;

import dev.faultline.harness.store.FaultsRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * The one axis of all charts: from the history's time zero to the end of the last thing drawn, in at most {@value #MOST_CELLS}
 * cells of a round width. A cell never starts before zero.
 *
 * @param end nanoseconds, at least one second
 * @param cell width in nanoseconds
 */
record TimeAxis(long end, long cell) {
    static final int MOST_CELLS = 240;
    private static final long SECOND = 1_000_000_000L;
    private static final double[] STEPS = {1, 2, 2.5, 3, 4, 5};
    private static final double[] TICK_STEPS = {1, 2, 5};

    static TimeAxis of(RunData run) {
        long end = SECOND;
        Calls calls = run.calls();
        for (int i = 0; i < calls.size(); i++) {
            end = Math.max(end, until(calls, i, run.timeoutNanos()));
        }
        for (FaultsRecord.Window fault : run.faults().faults()) {
            end = Math.max(end, fault.injectStart());
            end = fault.healEnd() == null ? end : Math.max(end, fault.healEnd());
        }
        FaultsRecord.Recovery recovery = run.faults().recovery();
        if (recovery != null && recovery.recoveredAt() != null) {
            end = Math.max(end, recovery.recoveredAt());
        }
        return new TimeAxis(end, (long) (SECOND * roundUp(end / (double) SECOND / MOST_CELLS, STEPS)));
    }

    /** When the client knew of the call's end, or gave up on it. */
    static long until(Calls calls, int call, long timeoutNanos) {
        long completed = calls.completedAt(call);
        return completed == Call.NEVER ? calls.invokedAt(call) + timeoutNanos : completed;
    }

    int cells() {
        return (int) ((end + cell - 1) / cell);
    }

    int cellOf(long nanos) {
        return (int) Math.max(0, Math.min(cells() - 1L, nanos / cell));
    }

    /** Where the last cell ends; charts made of cells reach this far, at or past {@link #end}. */
    long cellsEnd() {
        return cells() * cell;
    }

    /** The axis as variables for the style sheet, which places everything by them. */
    String style() {
        return "--t0:0;--span:" + seconds(cellsEnd());
    }

    static String at(long nanos) {
        return "--a:" + seconds(nanos);
    }

    static String at(long from, long to) {
        return "--a:" + seconds(from) + ";--b:" + seconds(to);
    }

    static String seconds(long nanos) {
        return Figures.plain(nanos / (double) SECOND);
    }

    List<Long> ticks() {
        return ticks(0, cellsEnd(), 8);
    }

    /** Round moments from {@code from} to {@code to}, about {@code wanted} of them. */
    static List<Long> ticks(long from, long to, int wanted) {
        long step = Math.max(1, (long) (SECOND * roundUp((to - from) / (double) SECOND / wanted, TICK_STEPS)));
        List<Long> ticks = new ArrayList<>();
        for (long t = Math.floorDiv(from + step - 1, step) * step; t <= to; t += step) {
            ticks.add(t);
        }
        return ticks;
    }

    private static double roundUp(double x, double[] steps) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(x, 1e-6))));
        for (double step : steps) {
            if (step * power >= x * (1 - 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
