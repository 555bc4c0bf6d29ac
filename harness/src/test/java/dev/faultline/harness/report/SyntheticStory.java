package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.StoryRecord.Entry;
import dev.faultline.harness.store.StoryRecord.Event;
import dev.faultline.harness.store.StoryRecord.Fate;
import dev.faultline.harness.store.StoryRecord.Fault;
import dev.faultline.harness.store.StoryRecord.Message;
import dev.faultline.harness.store.StoryRecord.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A leader is cut off, another is elected and accepts a write, and the old one answers a read with what was before. */
final class SyntheticStory {
    static final long MILLI = 1_000_000;
    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");

    private final List<Entry> entries = new ArrayList<>();
    private final Random random = new Random(4);
    private final String hostile;

    private SyntheticStory(String hostile) {
        this.hostile = hostile;
    }

    static StoryRecord staleRead() {
        return staleRead("");
    }

    /** @param hostile is added to every text and kind */
    static StoryRecord staleRead(String hostile) {
        return new SyntheticStory(hostile).told();
    }

    /** More messages than are drawn at once since a leader was elected and another stepped down. */
    static StoryRecord longAfterElection() {
        SyntheticStory story = new SyntheticStory("");
        story.event(1_000 * MILLI, "n2", "steps-down", "has not heard of a majority");
        story.event(1_001 * MILLI, "n1", "leads", "term 4");
        for (int i = 0; i < 300; i++) {
            story.message((9_000 + i) * MILLI, 1L, "n1", "n2", "append entry " + i, Fate.DELIVERED);
        }
        long read = 9_300 * MILLI;
        story.entries.add(new Operation(read, read + MILLI, 1, "n1", "read 3 -> 2", "ok", true));
        return new StoryRecord(0, 9_400 * MILLI, NODES, story.entries);
    }

    private StoryRecord told() {
        long t = 11_200 * MILLI;
        write(t, 4, "n1", "n1", 2, 41);
        for (int beat = 0; beat < 8; beat++) {
            t += 50 * MILLI;
            heartbeats(t, "n1", 4, NODES);
        }
        write(t + 3 * MILLI, 4, "n1", "n1", 0, 42);
        long cut = t + 30 * MILLI;
        entries.add(new Fault(cut, cut + 900 * MILLI, "F2", "cut n1 n2 | n3 n4 n5" + hostile, List.of("n1", "n2")));
        entries.add(new Event(cut + 5 * MILLI, "n4", "crashes" + hostile, "power loss, 2 unsynced writes lost"));
        for (int beat = 1; beat < 4; beat++) {
            heartbeats(cut + beat * 50 * MILLI, "n1", 4, List.of("n1", "n2"));
            for (String to : List.of("n3", "n5")) {
                message(cut + beat * 50 * MILLI, null, "n1", to, "heartbeat term 4", Fate.CUT);
            }
        }
        long election = cut + 180 * MILLI;
        event(election, "n3", "suspects", "n1, silent for 187 ms");
        event(election + MILLI, "n3", "campaigns", "term 5");
        for (String to : List.of("n1", "n2")) {
            message(election + MILLI, null, "n3", to, "request vote term 5 last 42/4", Fate.CUT);
        }
        message(election + MILLI, null, "n3", "n4", "request vote term 5 last 42/4", Fate.DOWN);
        message(election + MILLI, 3L, "n3", "n5", "request vote term 5 last 42/4", Fate.DELIVERED);
        event(election + 20 * MILLI, "n4", "starts", "42 entries, term 4");
        message(election + 25 * MILLI, 2L, "n3", "n4", "request vote term 5 last 42/4", Fate.DELIVERED);
        message(election + 26 * MILLI, 3L, "n3", "n4", "request vote term 5 last 42/4", Fate.DUPLICATE);
        message(election + 28 * MILLI, 2L, "n4", "n3", "vote granted term 5", Fate.DELIVERED);
        message(election + 5 * MILLI, 2L, "n5", "n3", "vote granted term 5", Fate.DELIVERED);
        event(election + 31 * MILLI, "n3", "leads", "term 5, 3 of 5 votes");
        long write = election + 60 * MILLI;
        write(write, 5, "n3", "n3", 7, 43);
        message(write + 2 * MILLI, null, "n3", "n5", "append entries term 5 prev 43/5", Fate.LOST);
        long read = write + 400 * MILLI;
        message(read, 1L, StoryRecord.CLIENTS, "n1", "read key 3", Fate.DELIVERED);
        message(read + 2 * MILLI, 1L, "n1", StoryRecord.CLIENTS, "value 42 (lease)", Fate.DELIVERED);
        entries.add(new Operation(read, read + 4 * MILLI, 2, "n1", "read 3 -> 42" + hostile, "ok", true));
        event(read + 50 * MILLI, "n1", "steps-down", "no quorum for 500 ms");
        return new StoryRecord(11_000 * MILLI, read + 100 * MILLI, NODES, entries);
    }

    private void write(long at, int term, String leader, String node, int process, int value) {
        message(at, 1L, StoryRecord.CLIENTS, node, "write 3 <- " + value, Fate.DELIVERED);
        long last = at;
        for (String to : NODES) {
            boolean cut = term == 5 && List.of("n1", "n2").contains(to);
            if (!to.equals(leader)) {
                message(
                        at + 2 * MILLI,
                        cut ? null : 2L,
                        leader,
                        to,
                        "append entries term " + term + " prev 41/4",
                        cut ? Fate.CUT : Fate.DELIVERED);
            }
            if (!to.equals(leader) && !cut) {
                message(at + 5 * MILLI, 2L, to, leader, "appended term " + term, Fate.DELIVERED);
                last = at + 8 * MILLI;
            }
        }
        message(last, 1L, node, StoryRecord.CLIENTS, "written", Fate.DELIVERED);
        entries.add(new Operation(at, last + 2 * MILLI, process, node, "write 3 <- " + value + hostile, "ok", false));
        entries.add(new Operation(at + MILLI, null, process + 1, "n4", "write 3 <- " + (value + 50), "info", false));
        entries.add(new Operation(at + 2 * MILLI, at + 9 * MILLI, process + 2, "n5", "cas 3 7 -> 8", "fail", false));
    }

    private void heartbeats(long at, String leader, int term, List<String> members) {
        for (String to : members) {
            if (!to.equals(leader)) {
                message(at, 2L, leader, to, "heartbeat term " + term, Fate.DELIVERED);
                message(at + 3 * MILLI, 2L, to, leader, "heartbeat answered term " + term, Fate.DELIVERED);
            }
        }
    }

    private void event(long at, String node, String kind, String text) {
        entries.add(new Event(at, node, kind, text + hostile));
    }

    /** @param millis that it takes, about; null when it never arrives */
    private void message(long at, @Nullable Long millis, String from, String to, String text, Fate fate) {
        long sent = at + random.nextInt(200_000);
        Long arrived = millis == null ? null : Long.valueOf(sent + millis * MILLI + random.nextInt(700_000));
        entries.add(new Message(sent, arrived, from, to, text + hostile, fate));
    }

    /** As many entries as may be, at any time, from and to anyone. */
    static StoryRecord anything(Random random, int count, List<String> names) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long at = random.nextInt(20) == 0 ? random.nextLong() : (long) (random.nextDouble() * 9e9);
            String node = names.get(random.nextInt(names.size()));
            String other = names.get(random.nextInt(names.size()));
            Long end = random.nextInt(3) == 0 ? null : Long.valueOf(at + random.nextInt());
            entries.add(
                    switch (random.nextInt(8)) {
                        case 0 -> new Event(at, node, random.nextBoolean() ? "leads" : other, other);
                        case 1 ->
                            new Operation(
                                    at,
                                    end,
                                    random.nextInt(),
                                    node,
                                    other,
                                    random.nextBoolean() ? "ok" : "info",
                                    i % 9 == 0);
                        case 2 -> new Fault(at, end, node, other, random.nextBoolean() ? List.of() : List.of(node));
                        default ->
                            new Message(
                                    at,
                                    end,
                                    node,
                                    other,
                                    random.nextBoolean() ? "heartbeat" : other,
                                    Fate.values()[random.nextInt(Fate.values().length)]);
                    });
        }
        return new StoryRecord(0, 9_000 * MILLI, names, entries);
    }
}
