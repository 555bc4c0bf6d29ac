package dev.faultline.harness.measure;

import dev.faultline.harness.store.FaultFigures.Recovered;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/**
 * From when on some nodes serve steadily. That is the first moment at which an operation is served such that
 *
 * <ul>
 *   <li>each of the nodes has by then served a mutation that was asked for after the start, for reads may be answered by a node
 *       that is good for nothing else, and
 *   <li>for half a second on, no operation of theirs is under way that will be refused or given up.
 * </ul>
 *
 * An operation that hangs counts until its client gives up, so this errs late, by an operation's timeout at most, and never early.
 */
final class Steadiness {
    /** Long against the pace of operations, short against the time between faults. */
    static final long STEADY_NANOS = Duration.ofMillis(500).toNanos();

    private final CallTable calls;
    private final boolean[] asked;

    Steadiness(CallTable calls, Collection<String> nodes) {
        this.calls = calls;
        this.asked = calls.among(nodes);
    }

    /** Since the start, as far as it was seen before {@code until}. */
    Recovered since(long start, long until) {
        long[] first = firstServed(start);
        long moment = start;
        for (int node = 0; node < first.length; node++) {
            moment = asked[node] ? Math.max(moment, first[node]) : moment;
        }
        if (moment == CallTable.NEVER) {
            return new Recovered(null, Math.max(0, Math.min(until, lastFailureOfSilent(first, start)) - start));
        }
        long[] served = served(start);
        boolean seen = true;
        for (int call = 0;
                call < calls.size() && calls.invokedAt(call) < Math.min(until, moment + STEADY_NANOS);
                call++) {
            boolean fails = asked[calls.node(call)] && !calls.reply(call).serves();
            if (fails && calls.completedAt(call) > until) {
                seen = false; // perhaps for what came next
            } else if (fails && calls.completedAt(call) > moment) {
                int next = atOrAfter(served, calls.completedAt(call));
                moment = next < served.length ? served[next] : until;
            }
        }
        long took = Math.max(0, Math.min(moment, until) - start);
        return new Recovered(seen && moment <= until - STEADY_NANOS ? Long.valueOf(took) : null, took);
    }

    /** Of the nodes that never served a mutation again, when one last refused one or left its client waiting. */
    private long lastFailureOfSilent(long[] first, long start) {
        long last = start;
        for (int call = 0; call < calls.size(); call++) {
            int node = calls.node(call);
            if (asked[node]
                    && calls.mutates(call)
                    && first[node] == CallTable.NEVER
                    && calls.invokedAt(call) >= start) {
                last = Math.max(last, calls.completedAt(call));
            }
        }
        return last;
    }

    /** When what was asked for after the start was served, sorted. */
    private long[] served(long start) {
        long[] moments = new long[calls.size()];
        int n = 0;
        for (int call = 0; call < calls.size(); call++) {
            if (counts(call, start)) {
                moments[n++] = calls.completedAt(call);
            }
        }
        Arrays.sort(moments, 0, n);
        return Arrays.copyOf(moments, n);
    }

    /** By node, when it first served a mutation that was asked for after the start. */
    private long[] firstServed(long start) {
        long[] first = new long[asked.length];
        Arrays.fill(first, CallTable.NEVER);
        for (int call = 0; call < calls.size(); call++) {
            if (counts(call, start) && calls.mutates(call)) {
                first[calls.node(call)] = Math.min(first[calls.node(call)], calls.completedAt(call));
            }
        }
        return first;
    }

    private boolean counts(int call, long start) {
        return asked[calls.node(call)]
                && calls.invokedAt(call) >= start
                && calls.reply(call).serves();
    }

    private static int atOrAfter(long[] sorted, long moment) {
        int found = Arrays.binarySearch(sorted, moment);
        return found < 0 ? -found - 1 : found;
    }
}
