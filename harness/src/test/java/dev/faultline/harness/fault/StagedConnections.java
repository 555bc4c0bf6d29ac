package dev.faultline.harness.fault;

import dev.faultline.harness.net.Fate;
import dev.faultline.harness.net.Fate.Ending;
import dev.faultline.harness.net.Held;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Transfer.Leg;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The connections of a staged network: ways by name, what is done to them, and who holds a connection on them. */
final class StagedConnections {
    private final StagedClock clock;
    private final Map<String, Impairment> impaired = new TreeMap<>();
    private final List<StagedHeld> held = new CopyOnWriteArrayList<>();

    /** How connections end that are reset. */
    Ending endingOfReset = Ending.RESET;
    /** Whether jitter does anything. */
    boolean jitters = true;
    /** Whether what stands already is reset too. */
    boolean resetsWhatStands = true;

    StagedConnections(StagedClock clock) {
        this.clock = clock;
    }

    void impair(Set<String> ways, Impairment how) {
        ways.forEach(way -> impaired.put(way, how));
        if (how instanceof Impairment.Reset && resetsWhatStands) {
            held.stream().filter(h -> ways.contains(h.way)).forEach(h -> h.end(endingOfReset));
        }
    }

    void unimpair(Set<String> ways) {
        held.stream()
                .filter(h -> ways.contains(h.way) && impaired.get(h.way) instanceof Impairment.HalfOpen)
                .forEach(h -> h.end(Ending.CLOSED));
        impaired.keySet().removeAll(ways);
    }

    List<String> inForce() {
        return impaired.entrySet().stream()
                .map(entry -> entry.getValue().word() + " " + entry.getKey())
                .collect(Collectors.toList());
    }

    /** A few pieces on a plain way. */
    Leg pass(String way, int bytes) {
        Impairment how = impaired.get(way);
        if (how instanceof Impairment.Bandwidth narrow) {
            return new Leg(bytes, Duration.ofMillis(bytes / narrow.kilobytesPerSecond()), 4);
        }
        return how instanceof Impairment.Slicer slicer
                ? new Leg(bytes, Duration.ofMillis(300), 3L * bytes / slicer.bytes() / 2)
                : new Leg(bytes, Duration.ofMillis(3), 2);
    }

    /** What the jitter of a way adds to one exchange after another: nothing, then the most, and so on. */
    Duration jitter(String way, int exchange) {
        return impaired.get(way) instanceof Impairment.Jitter jitter && jitters
                ? Duration.ofMillis(exchange % 2 * (long) jitter.mostMillis())
                : Duration.ZERO;
    }

    Held hold(String way) {
        StagedHeld connection = new StagedHeld(way);
        held.add(connection);
        return connection;
    }

    /** How many are held still. */
    int held() {
        return held.size();
    }

    private final class StagedHeld implements Held {
        private final String way;
        private final List<Long> answers = new ArrayList<>();
        private Ending ending = Ending.HELD;
        private long endedNanos;

        StagedHeld(String way) {
            this.way = way;
        }

        private void end(Ending how) {
            if (ending == Ending.HELD) {
                ending = how;
                endedNanos = clock.peek();
            }
        }

        /** It is asked whenever someone looks. */
        @Override
        public Fate fate() {
            Impairment how = impaired.get(way);
            if (how instanceof Impairment.Reset && (resetsWhatStands || answers.isEmpty())) {
                end(endingOfReset);
            } else if (ending == Ending.HELD && !(how instanceof Impairment.HalfOpen)) {
                answers.add(clock.peek());
            }
            return new Fate(true, answers, ending, endedNanos);
        }

        @Override
        public void close() {
            held.remove(this);
        }
    }
}
