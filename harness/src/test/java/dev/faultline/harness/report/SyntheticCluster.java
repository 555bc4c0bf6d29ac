package dev.faultline.harness.report;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.ProcessId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Registers on five nodes under a kill and a cut, so simple that its history is right by construction: a change takes effect
 * half-way through its call. With stale reads, a node that is cut off answers from the copy it had when the cut began.
 */
final class SyntheticCluster {
    static final long SECOND = 1_000_000_000L;
    static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
    static final int PROCESSES = 20;
    static final long KILL_FROM = 3 * SECOND;
    static final long KILL_TO = 6_268_000_000L;
    static final long CUT_FROM = 8_402_000_000L;
    static final long CUT_TO = 18_611_000_000L;
    static final List<String> CUT_OFF = List.of("n4", "n5");
    private static final long TIMEOUT = SECOND;

    private final Random random;
    private final boolean stale;
    private final List<String> keys;
    private final Map<String, Long> values = new HashMap<>();
    private final Map<String, Long> copies = new HashMap<>();
    private final List<Timed> events = new ArrayList<>();
    private final PriorityQueue<Timed> effects = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
    private long next = 1;

    private record Timed(
            long at, @Nullable Event event, @Nullable Runnable effect) {}

    SyntheticCluster(long seed, boolean stale, List<String> keys) {
        this.random = new Random(seed);
        this.stale = stale;
        this.keys = keys;
    }

    History run(double seconds, double rate) {
        long[] free = new long[PROCESSES];
        long[] process = new long[PROCESSES];
        Arrays.setAll(process, t -> t);
        long end = (long) (seconds * SECOND);
        effects.add(new Timed(CUT_FROM, null, () -> copies.putAll(values)));
        for (long now = 0; now < end; now += (long) (SECOND / rate * (0.5 + random.nextDouble()))) {
            int thread = random.nextInt(PROCESSES);
            effectsUntil(now);
            if (free[thread] <= now) {
                boolean info = call(now, thread, process[thread]);
                free[thread] = events.get(events.size() - 1).at + 1;
                process[thread] += info ? PROCESSES : 0;
            }
        }
        events.sort((a, b) -> Long.compare(a.at, b.at));
        return History.of(events.stream().map(Timed::event).toList());
    }

    /** Makes one call and tells whether it ended unknown. */
    private boolean call(long now, int thread, long process) {
        String node = NODES.get(thread % NODES.size());
        int live = Math.min(keys.size() - 2, (int) (now / (3 * SECOND)));
        String key = keys.get(live + random.nextInt(2));
        double dice = random.nextDouble();
        String function = thread % 2 == 0 || dice < 0.4 ? "read" : dice < 0.8 ? "write" : "cas";
        boolean dead = node.equals("n1") && now > KILL_FROM && now < KILL_TO;
        boolean cut = CUT_OFF.contains(node) && now > CUT_FROM && now < CUT_TO;
        boolean reads = function.equals("read");
        long latency = (long) (700_000 * Math.exp(random.nextGaussian() * 0.4) * (reads ? 1 : 3));
        if (dead || (cut && !(reads && stale))) {
            Object asked = reads ? null : function.equals("write") ? (Object) next++ : List.of(value(key), next++);
            event(now, EventType.INVOKE, process, node, function, key, asked);
            event(
                    now + (dead ? latency : TIMEOUT),
                    reads ? EventType.FAIL : EventType.INFO,
                    process,
                    node,
                    function,
                    key,
                    asked);
            return !reads;
        }
        if (reads) {
            event(now, EventType.INVOKE, process, node, function, key, null);
            long answer = cut ? copies.getOrDefault(key, 0L) : value(key);
            event(now + latency, EventType.OK, process, node, function, key, answer == 0 ? null : answer);
            return false;
        }
        mutate(now, latency, process, node, function, key);
        return false;
    }

    private void mutate(long now, long latency, long process, String node, String function, String key) {
        long fresh = next++;
        long expected = random.nextInt(4) == 0 ? -1 : value(key);
        boolean writes = function.equals("write");
        boolean fits = writes || expected == value(key);
        Object asked = writes ? (Object) fresh : List.of(expected, fresh);
        event(now, EventType.INVOKE, process, node, function, key, asked);
        event(now + latency, fits ? EventType.OK : EventType.FAIL, process, node, function, key, asked);
        if (fits) {
            effects.add(new Timed(now + latency / 2, null, () -> values.put(key, fresh)));
            effectsUntil(now + latency / 2);
        }
    }

    private long value(String key) {
        return values.getOrDefault(key, 0L);
    }

    private void effectsUntil(long now) {
        while (!effects.isEmpty() && effects.peek().at <= now) {
            Runnable effect = effects.remove().effect;
            if (effect != null) {
                effect.run();
            }
        }
    }

    private void event(
            long at, EventType type, long process, String node, String function, String key, @Nullable Object value) {
        Event event = Event.of(type, ProcessId.client(process), function, Arrays.asList(key, value))
                .at(at)
                .with("node", node);
        events.add(new Timed(
                at, type == EventType.INFO || type == EventType.FAIL ? event.withError("timeout") : event, null));
    }
}
