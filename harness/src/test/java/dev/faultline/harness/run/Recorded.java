package dev.faultline.harness.run;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Proof;
import dev.faultline.harness.store.FaultsRecord.Recovery;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.TestRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as its files have it, made by hand: three nodes, process p on node p mod 3, times in milliseconds. Its fault, F1, cuts n3
 * off from 1000 to 2000, proved from 1100 to 1900; by 2500 the cluster has recovered.
 */
final class Recorded {
    static final List<String> NODES = List.of("n1", "n2", "n3");
    static final Proof PROOF = new Proof(
            true, nanos(1100), nanos(1900), "numbered datagrams", "0 of 80 datagrams came through the cut", Map.of());
    static final Recovery RECOVERY = new Recovery(nanos(2000), nanos(2500), "every node answers", "seen");

    private final List<Event> events = new ArrayList<>();

    static long nanos(long millis) {
        return millis * 1_000_000;
    }

    Recorded ok(long process, long from, long to, String function, @Nullable Object argument, @Nullable Object result) {
        add(Event.invoke(process, function, argument), process, from);
        return add(Event.ok(process, function, result), process, to);
    }

    Recorded write(long process, long from, long to, String key, long value) {
        List<Object> keyed = List.of(key, value);
        return ok(process, from, to, "write", keyed, keyed);
    }

    Recorded read(long process, long from, long to, String key, @Nullable Long value) {
        return ok(process, from, to, "read", Arrays.asList(key, null), Arrays.asList(key, value));
    }

    Recorded failed(long process, long from, long to, String function, Object value) {
        add(Event.invoke(process, function, value), process, from);
        return add(Event.fail(process, function, value).withError("refused"), process, to);
    }

    Recorded unknown(long process, long from, long to, String function, @Nullable Object value) {
        add(Event.invoke(process, function, value), process, from);
        return add(Event.info(process, function, value).withError("no answer"), process, to);
    }

    Recorded open(long process, long from, String function, @Nullable Object value) {
        return add(Event.invoke(process, function, value), process, from);
    }

    private Recorded add(Event event, long process, long millis) {
        events.add(event.at(nanos(millis)).with("node", NODES.get((int) process % NODES.size())));
        return this;
    }

    /** Events in the order of their times. */
    History history() {
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort(java.util.Comparator.comparingLong(Event::time));
        return History.of(sorted);
    }

    /** Every kind of operation succeeds, before, during and after the fault. */
    static Recorded healthy() {
        return new Recorded()
                .write(0, 100, 110, "a", 1)
                .read(1, 200, 210, "a", 1L)
                .write(0, 1200, 1210, "a", 2)
                .read(1, 1300, 1310, "a", 2L)
                .read(2, 2600, 2610, "a", 2L);
    }

    /** As {@link #healthy}, but the node that is cut off answers a read with what was overwritten. */
    static Recorded stale() {
        return healthy().read(2, 1500, 1510, "a", 1L);
    }

    static Window window(@Nullable Proof proof, @Nullable Long healEnd, List<String> majority, @Nullable String error) {
        return new Window(
                "F1",
                "partition",
                "one",
                "cut n3 | n1 n2",
                List.of("n3"),
                List.of(List.of("n1", "n3"), List.of("n2", "n3"), List.of("n3", "n1"), List.of("n3", "n2")),
                List.of(List.of("n3"), List.of("n1", "n2")),
                List.of("n3"),
                majority,
                nanos(1000),
                nanos(1050),
                nanos(1900),
                healEnd,
                1,
                proof,
                error);
    }

    static Window proved() {
        return window(PROOF, nanos(2000), List.of("n1", "n2"), null);
    }

    static FaultsRecord faults(Window... windows) {
        return new FaultsRecord(List.of(windows), RECOVERY, List.of());
    }

    static TestRecord test(String... faults) {
        return new TestRecord(
                42,
                "0.1.0",
                "staged",
                "1",
                "registers",
                "memory",
                NODES,
                3,
                100,
                3,
                List.of(faults),
                1,
                1,
                60,
                Map.of(),
                "2026-11-22T12:00:00Z",
                0,
                Map.of("host", "memory"),
                "./faultline run --seed 42",
                null);
    }
}
