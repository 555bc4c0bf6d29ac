package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What clients saw of one fault. Calls count when they were asked while it was in force.
 *
 * @param byOutcome calls asked while it was in force
 * @param reads of the ok ones, how many read
 * @param firstSuccess nanoseconds from when the fault stood to the first acknowledged mutation that was asked after that
 * @param silence the longest time within the window without an acknowledged mutation
 * @param allAnswered nanoseconds from the heal until every node had answered something asked after it; null when one never did
 */
record Impact(
        long[] byOutcome,
        long reads,
        @Nullable Long firstSuccess,
        long silence,
        @Nullable Long allAnswered) {

    static Impact of(RunData run, FaultSpan span) {
        Calls calls = run.calls();
        long[] byOutcome = new long[Outcome.values().length];
        long reads = 0;
        long stood =
                span.fault().injectEnd() == null ? span.from() : span.fault().injectEnd();
        long first = Call.NEVER;
        long[] answered = new long[calls.nodes().size()];
        Arrays.fill(answered, Call.NEVER);
        boolean[] reading = calls.reading();
        long[] acknowledged = new long[16];
        int n = 0;
        for (int i = 0; i < calls.size(); i++) {
            long asked = calls.invokedAt(i);
            boolean ok = calls.outcome(i) == Outcome.OK;
            boolean mutates = !reading[calls.function(i)];
            if (span.covers(asked)) {
                byOutcome[calls.outcome(i).ordinal()]++;
                reads += ok && !mutates ? 1 : 0;
            }
            if (!ok) {
                continue;
            }
            if (mutates && asked >= stood) {
                first = Math.min(first, calls.completedAt(i));
            }
            if (mutates && span.covers(calls.completedAt(i))) {
                acknowledged = n == acknowledged.length ? Arrays.copyOf(acknowledged, n * 2) : acknowledged;
                acknowledged[n++] = calls.completedAt(i);
            }
            if (asked >= span.to()) {
                answered[calls.node(i)] = Math.min(answered[calls.node(i)], calls.completedAt(i));
            }
        }
        long last = Arrays.stream(answered).max().orElse(Call.NEVER);
        return new Impact(
                byOutcome,
                reads,
                first == Call.NEVER ? null : first - stood,
                silence(span, Arrays.copyOf(acknowledged, n)),
                span.fault().healEnd() == null || last == Call.NEVER ? null : last - span.to());
    }

    long ok() {
        return byOutcome[Outcome.OK.ordinal()];
    }

    long total() {
        return Arrays.stream(byOutcome).sum();
    }

    private static long silence(FaultSpan span, long[] acknowledged) {
        Arrays.sort(acknowledged);
        long longest = 0;
        long since = span.from();
        for (long at : acknowledged) {
            longest = Math.max(longest, at - since);
            since = at;
        }
        return Math.max(longest, span.to() - since);
    }
}
