package dev.faultline.checkers.txn;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Keyword;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Up to six transactions over two lists, of which up to three are under way at once. What a transaction sees depends on the seed: all
 * that others did so far, or what was committed when it began; what it appends is seen at once or when it commits. Some fail, some
 * crash, either way with or without effect where carelessness allows, and now and then a read is told wrong.
 */
final class RandomLists {
    private static final Keyword APPEND = Keyword.of("append");
    private static final Keyword READ = Keyword.of("r");
    private static final int TRANSACTIONS = 6;
    private static final int PROCESSES = 3;

    private final Random random;
    private final boolean snapshots;
    private final boolean atOnce;
    private final boolean serial;
    private final boolean liar;
    private final Map<Object, List<Object>> lists = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private long elements;
    private int begun;

    private static final class Open {
        final List<List<@Nullable Object>> asked = new ArrayList<>();
        final List<List<@Nullable Object>> told = new ArrayList<>();
        final Map<Object, List<Object>> seen = new TreeMap<>();
        int next;
    }

    private RandomLists(long seed) {
        this.random = new Random(seed);
        this.serial = random.nextInt(4) == 0;
        this.snapshots = random.nextInt(2) == 0;
        this.atOnce = random.nextInt(2) == 0;
        this.liar = random.nextInt(3) == 0;
    }

    static History of(long seed) {
        return new RandomLists(seed).run();
    }

    private History run() {
        @Nullable Open[] open = new Open[PROCESSES];
        while (begun < TRANSACTIONS || Arrays.stream(open).anyMatch(o -> o != null)) {
            int process = random.nextInt(serial ? 1 : PROCESSES);
            Open transaction = open[process];
            if (transaction == null) {
                open[process] = begun < TRANSACTIONS ? begin(process) : null;
            } else if (transaction.next < transaction.asked.size()) {
                step(transaction);
            } else {
                open[process] = null;
                end(process, transaction);
            }
        }
        return History.of(events);
    }

    private Open begin(int process) {
        begun++;
        Open transaction = new Open();
        int steps = 1 + random.nextInt(3);
        for (int i = 0; i < steps; i++) {
            String key = random.nextBoolean() ? "x" : "y";
            transaction.asked.add(
                    random.nextBoolean() ? Arrays.asList(APPEND, key, ++elements) : Arrays.asList(READ, key, null));
        }
        lists.forEach((key, list) -> transaction.seen.put(key, new ArrayList<>(list)));
        events.add(Event.invoke(process, "txn", transaction.asked));
        return transaction;
    }

    private void step(Open transaction) {
        List<@Nullable Object> step = transaction.asked.get(transaction.next++);
        Object key = String.valueOf(step.get(1));
        Map<Object, List<Object>> view = snapshots ? transaction.seen : lists;
        if (APPEND.equals(step.get(0))) {
            Object element = java.util.Objects.requireNonNull(step.get(2));
            transaction.seen.computeIfAbsent(key, k -> new ArrayList<>()).add(element);
            if (atOnce) {
                lists.computeIfAbsent(key, k -> new ArrayList<>()).add(element);
            }
            transaction.told.add(step);
            return;
        }
        List<Object> read = new ArrayList<>(view.getOrDefault(key, List.of()));
        if (liar && random.nextInt(8) == 0 && !read.isEmpty()) {
            switch (random.nextInt(3)) {
                case 0 -> read.remove(random.nextInt(read.size()));
                case 1 -> read.add(read.get(0));
                default -> read.add(100L);
            }
        }
        transaction.told.add(Arrays.asList(READ, key, read));
    }

    private void end(int process, Open transaction) {
        int fate = random.nextInt(10);
        boolean applied = fate > 1;
        if (!atOnce && applied) {
            for (List<@Nullable Object> step : transaction.asked) {
                if (APPEND.equals(step.get(0))) {
                    lists.computeIfAbsent(String.valueOf(step.get(1)), k -> new ArrayList<>())
                            .add(java.util.Objects.requireNonNull(step.get(2)));
                }
            }
        }
        events.add(
                switch (fate) {
                    case 0 -> Event.fail(process, "txn", transaction.asked);
                    case 1, 2 -> Event.info(process, "txn", transaction.asked);
                    default -> Event.ok(process, "txn", transaction.told);
                });
    }
}
