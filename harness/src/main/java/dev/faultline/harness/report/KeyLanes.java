package dev.faultline.harness.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations on the violated key laid out in lanes: one per node and client thread, a thread's later processes in the lane of
 * its first, so that no two bars of a lane overlap. Nodes on the far side of the cut come last.
 *
 * @param calls that the lanes hold: all of the key, or those near the violation when they are too many
 * @param total calls of the key
 * @param from where the window that is drawn first begins, nanoseconds
 * @param to where it ends
 */
record KeyLanes(List<Lane> lanes, List<Call> calls, int total, long from, long to) {
    /** More calls than this on one key, and the lanes hold {@link #NEAR} on each side of the violation only. */
    static final int MOST_CALLS = 5000;

    static final long NEAR = 2_000_000_000L;
    private static final int MOST_BARS = 500;
    private static final int MOST_LANES = 40;
    private static final long LEAST_WINDOW = 20_000_000L;
    private static final long MOST_WINDOW = 4_000_000_000L;

    /** @param cut whether its node is on the side that the fault cut off */
    record Lane(String node, int thread, boolean cut) {}

    static KeyLanes of(RunData run, Witness witness, @Nullable FaultSpan fault) {
        List<Call> calls = near(witness, run.timeoutNanos());
        int threads = Math.max(1, run.test().concurrency());
        List<String> cut =
                fault == null ? List.of() : fault.cutOff(witness.culprit().node());
        List<String> nodes = run.nodes();
        Map<Lane, Integer> found = new LinkedHashMap<>();
        calls.forEach(c -> found.merge(lane(c, threads, cut), 1, Integer::sum));
        Lane culprits = lane(witness.culprit(), threads, cut);
        List<Lane> lanes = found.keySet().stream()
                .sorted(Comparator.<Lane>comparingInt(l -> l.equals(culprits) ? -1 : 0)
                        .thenComparing(l -> -found.getOrDefault(l, 0)))
                .limit(MOST_LANES)
                .sorted(Comparator.comparing(Lane::cut)
                        .thenComparing(l -> nodes.indexOf(l.node()))
                        .thenComparing(Lane::thread))
                .toList();
        List<Call> drawn = calls.stream()
                .filter(c -> lanes.contains(lane(c, threads, cut)))
                .toList();
        long[] window = window(run, witness, drawn);
        return new KeyLanes(lanes, drawn, witness.calls().size(), window[0], window[1]);
    }

    Lane laneOf(Call call, RunData run) {
        int threads = Math.max(1, run.test().concurrency());
        return lanes.stream()
                .filter(l -> l.node().equals(call.node()) && l.thread() == Math.floorMod(call.process(), threads))
                .findFirst()
                .orElseThrow();
    }

    /** From the first invocation to the last completion. */
    long lifeFrom() {
        return calls.stream().mapToLong(Call::invokedAt).min().orElse(0);
    }

    long lifeTo(long timeout) {
        return Math.max(
                lifeFrom() + 1,
                calls.stream().mapToLong(c -> c.drawnUntil(timeout)).max().orElse(1));
    }

    private static Lane lane(Call call, int threads, List<String> cut) {
        return new Lane(call.node(), Math.floorMod(call.process(), threads), cut.contains(call.node()));
    }

    /** All of the key's calls; of too many those around the violation, as far from it as the limit allows. */
    private static List<Call> near(Witness witness, long timeout) {
        List<Call> calls = witness.calls();
        for (long reach = NEAR; calls.size() > MOST_CALLS; reach /= 2) {
            long from = witness.at() - reach;
            long to = witness.at() + reach;
            calls = calls.stream()
                    .filter(c -> c.invokedAt() < to && c.drawnUntil(timeout) > from)
                    .toList();
            if (reach == 0) {
                return List.of(witness.culprit());
            }
        }
        return calls;
    }

    /** Around the culprit and the step before it; narrower while it would hold too many bars. */
    private static long[] window(RunData run, Witness witness, List<Call> calls) {
        long asked = witness.culprit().invokedAt();
        long known = witness.at();
        long from = witness.before()
                .map(Call::completedAt)
                .filter(t -> asked - t < MOST_WINDOW / 3)
                .orElse(asked);
        long span = Math.max(LEAST_WINDOW, Math.min(MOST_WINDOW, (long) ((known - from) * 1.9)));
        while (span > LEAST_WINDOW
                && bars(calls, known - span * 7 / 10, known + span * 3 / 10, run.timeoutNanos()) > MOST_BARS) {
            span /= 2;
        }
        long start = Math.max(0, known - span * 7 / 10);
        return new long[] {start, start + span};
    }

    private static long bars(List<Call> calls, long from, long to, long timeout) {
        return calls.stream()
                .filter(c -> c.invokedAt() < to && c.drawnUntil(timeout) > from)
                .count();
    }
}
