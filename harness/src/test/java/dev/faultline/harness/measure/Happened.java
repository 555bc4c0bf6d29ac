package dev.faultline.harness.measure;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.harness.store.FaultsRecord.Proof;
import dev.faultline.harness.store.FaultsRecord.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened in a run, written by hand: process p on node p mod 3, times in milliseconds. */
final class Happened {
    static final List<String> NODES = List.of("n1", "n2", "n3");
    static final String MISMATCH = "it held another value";
    static final Set<String> READS = Set.of("read");
    static final Set<String> ANSWERS = Set.of(MISMATCH);

    private final List<Event> events = new ArrayList<>();

    static long nanos(long millis) {
        return millis * 1_000_000;
    }

    Happened write(int process, long from, long to, String key, long value) {
        return ended(process, from, to, Event.ok(process, "write", List.of(key, value)));
    }

    Happened read(int process, long from, long to, String key, @Nullable Long value) {
        return ended(process, from, to, Event.ok(process, "read", Arrays.asList(key, value)));
    }

    Happened mismatch(int process, long from, long to, String key) {
        Event event = Event.fail(process, "cas", List.of(key, List.of(1L, 2L)));
        return ended(process, from, to, event.withError(MISMATCH));
    }

    Happened refused(int process, long from, long to, String key, long value) {
        return ended(
                process,
                from,
                to,
                Event.fail(process, "write", List.of(key, value)).withError("no leader"));
    }

    Happened unknown(int process, long from, long to, String key, long value) {
        return ended(
                process,
                from,
                to,
                Event.info(process, "write", List.of(key, value)).withError("no answer"));
    }

    /** A write a tenth of a second on every node from one time to another, a key each. */
    Happened steady(long from, long to) {
        for (long at = from; at < to; at += 100) {
            for (int process = 0; process < 3; process++) {
                write(process, at + process, at + process + 5, "steady" + process, at);
            }
        }
        return this;
    }

    private Happened ended(int process, long from, long to, Event end) {
        Object argument = end.function().equals("read") && end.value() instanceof List<?> pair
                ? Arrays.asList(pair.get(0), null)
                : end.value();
        add(Event.invoke(process, end.function(), argument), process, from);
        add(end, process, to);
        return this;
    }

    private void add(Event event, int process, long millis) {
        events.add(event.at(nanos(millis)).with("node", NODES.get(process % NODES.size())));
    }

    History history() {
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparingLong(Event::time));
        return History.of(sorted);
    }

    /** From 1000 it stands at 1100, is healed at 3000, and is proved in between. */
    static Window fault(String kind, List<String> targets, List<String> leaders, List<String> majority) {
        boolean cut = kind.equals("partition");
        return new Window(
                "F1",
                kind,
                "one",
                kind + " " + String.join(" ", targets),
                targets,
                List.of(),
                cut ? List.of(targets, majority) : List.of(),
                leaders,
                majority,
                nanos(1000),
                nanos(1100),
                nanos(2900),
                nanos(3000),
                1,
                new Proof(true, nanos(1100), nanos(2900), "by hand", "proved", Map.of()),
                null);
    }

    static Window cutOffN3() {
        return fault("partition", List.of("n3"), List.of("n3"), List.of("n1", "n2"));
    }
}
