package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.net.Fate;
import dev.faultline.harness.net.Fate.Ending;
import dev.faultline.harness.net.Held;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Connections that are reset or half-open, proved by what becomes of connections that take the same way through the proxies: of one
 * that stood and was answered when the fault came, of new ones while it is in force, and of one after it.
 */
final class ConnectionInjection implements Injection {
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    /** Silence is what has lasted so long. */
    private static final Duration SILENCE = Duration.ofMillis(1_500);

    /** An answer that was under way when the fault came may be read so long after it. */
    private static final long EDGE_NANOS = Duration.ofMillis(500).toNanos();

    /** What is reset is so at once; the rest is for a busy machine. */
    private static final long AT_ONCE_NANOS = Duration.ofSeconds(2).toNanos();

    private static final Duration PACE = Duration.ofMillis(100);
    private static final Fate NONE = new Fate(false, List.of(), Ending.FAILED, 0);

    private final Field field;
    private final Network network;
    private final Reach reach;
    private final boolean resets;
    private final Map<String, Held> held;
    private final long began;
    private final long stood;
    private final Map<String, Fate> standing;
    private final List<String> bypasses;
    private Map<String, Fate> ofHeld = Map.of();
    private Map<String, Fate> ending = Map.of();
    private long to;

    ConnectionInjection(Field field, Reach reach, Impairment how) {
        this.field = field;
        this.network = field.cluster().network();
        this.reach = reach;
        this.resets = how instanceof Impairment.Reset;
        this.held = reach.hold(field.cluster());
        await(held, TO_ANSWER, ConnectionInjection::answered);
        this.began = field.clock().nanos();
        impair(how);
        this.stood = field.clock().nanos();
        this.standing = touch(SILENCE);
        this.bypasses = reach.bypasses(network);
    }

    /** Nobody would let go of what is held by an injection that there is not. */
    private void impair(Impairment how) {
        try {
            reach.impair(network, how);
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    private void release() {
        held.values().forEach(Held::close);
    }

    @Override
    public void observe() {
        ending = touch(SILENCE);
        ofHeld = fates(held);
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        reach.unimpair(network);
    }

    @Override
    public Evidence evidence() {
        release();
        Map<String, Fate> after = touch(TO_ANSWER);
        boolean proved = bypasses.isEmpty();
        Map<String, Object> numbers = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        for (String way : held.keySet()) {
            Fate stayed = ofHeld.getOrDefault(way, NONE);
            Fate first = standing.getOrDefault(way, NONE);
            Fate last = ending.getOrDefault(way, NONE);
            Fate later = after.getOrDefault(way, NONE);
            proved &= stayed.answersWithin(0, began) > 0 && asAsked(stayed, first, last) && answered(later);
            numbers.put(
                    way,
                    Map.of(
                            "held", numbers(stayed),
                            "newAtStart", numbers(first),
                            "newAtEnd", numbers(last),
                            "newAfter", numbers(later)));
            parts.add("%s: a connection answered %d times before it %s; new ones were %s and %s, after it %s"
                    .formatted(
                            way,
                            stayed.answersWithin(0, began),
                            fateOfHeld(stayed),
                            word(first),
                            word(last),
                            word(later)));
        }
        if (!reach.ofClients()) {
            parts.add(Reach.bypassed(bypasses));
        }
        numbers.put("bypasses", bypasses);
        return new Evidence(
                proved,
                stood,
                to,
                "connections through the proxies: one that stood, and new ones",
                String.join("; ", parts),
                numbers);
    }

    private boolean asAsked(Fate stayed, Fate first, Fate last) {
        if (resets) {
            return stayed.ending() == Ending.RESET
                    && stayed.endedNanos() >= began
                    && stayed.endedNanos() <= stood + AT_ONCE_NANOS
                    && reset(first)
                    && reset(last);
        }
        return stayed.ending() == Ending.HELD
                && stayed.answersWithin(stood + EDGE_NANOS, to) == 0
                && first.silent()
                && last.silent();
    }

    private static boolean reset(Fate fate) {
        return fate.opened() && fate.answers().isEmpty() && fate.ending() == Ending.RESET;
    }

    private static boolean answered(Fate fate) {
        return !fate.answers().isEmpty();
    }

    private String fateOfHeld(Fate stayed) {
        return stayed.ending() != Ending.HELD
                ? "was " + stayed.ending().name().toLowerCase(Locale.ROOT) + " after "
                        + SlowLinksInjection.millis(Duration.ofNanos(stayed.endedNanos() - began)) + " ms"
                : "stayed open and was answered "
                        + stayed.answersWithin(stood + EDGE_NANOS, to) + " times in "
                        + SlowLinksInjection.millis(Duration.ofNanos(to - stood)) + " ms";
    }

    private static String word(Fate fate) {
        if (!fate.opened()) {
            return "refused";
        }
        if (answered(fate)) {
            return "answered";
        }
        return fate.ending() == Ending.HELD
                ? "open and silent"
                : fate.ending().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> numbers(Fate fate) {
        return Map.of(
                "opened", fate.opened(),
                "answers", fate.answers().size(),
                "ending", fate.ending().name().toLowerCase(Locale.ROOT));
    }

    /** What becomes of new connections: answered or ended, or nothing for so long. */
    private Map<String, Fate> touch(Duration patience) {
        Map<String, Held> fresh = reach.hold(field.cluster());
        try {
            await(fresh, patience, fate -> answered(fate) || fate.ending() != Ending.HELD);
            return fates(fresh);
        } finally {
            fresh.values().forEach(Held::close);
        }
    }

    private void await(Map<String, Held> connections, Duration patience, Predicate<Fate> condition) {
        Await.until(
                field.clock(),
                patience,
                PACE,
                () -> fates(connections).values().stream().allMatch(condition));
    }

    private static Map<String, Fate> fates(Map<String, Held> connections) {
        Map<String, Fate> fates = new TreeMap<>();
        connections.forEach((way, connection) -> fates.put(way, connection.fate()));
        return fates;
    }
}
