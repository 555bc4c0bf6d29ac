package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.HistoryBuilder;
import dev.faultline.checkers.history.ProcessId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Small histories of a simulated collection, counter or lock: each operation takes effect at one moment inside its
 * interval, so the history is linearizable, unless it is falsified: a result is made up, or two results change places.
 */
final class RandomObjects {
    /** The object, with the functions that histories of it call; those that look and leave are called less often. */
    enum Kind {
        FIFO_QUEUE("enqueue", "dequeue", "enqueue", "dequeue", "dequeue"),
        STACK("push", "pop", "push", "pop", "pop"),
        PRIORITY_QUEUE("insert", "poll", "insert", "poll", "peek", "peek"),
        SET("add", "remove", "contains", "contains"),
        COUNTER("increment", "read"),
        OWNER_MUTEX("acquire", "release");

        private final List<String> functions;

        Kind(String... functions) {
            this.functions = List.of(functions);
        }
    }

    private final Kind kind;
    private final Random random;
    private final HistoryBuilder builder = new HistoryBuilder();
    private final List<Event> events = new ArrayList<>();
    private final int operations;
    private final double crashRate;
    private final double lieRate;
    private final boolean repeatsValues;
    private final @Nullable Event[] open;
    private final boolean[] applied;
    private final @Nullable Object[] results;
    private final ProcessId[] processes;
    private final Deque<Long> line = new ArrayDeque<>();
    private final TreeSet<Long> sorted = new TreeSet<>();
    private final Set<Long> removed = new HashSet<>();
    private long count;
    private @Nullable ProcessId owner;
    private long lastValue;
    private int invoked;
    private long nextProcess;

    private RandomObjects(Kind kind, long seed) {
        this.kind = kind;
        this.random = new Random(seed);
        double[] rates = {0, 0, 0.1, 0.4};
        int width = 2 + random.nextInt(4);
        this.operations = 3 + random.nextInt(6);
        this.crashRate = rates[random.nextInt(4)];
        this.lieRate = rates[random.nextInt(4)];
        this.repeatsValues = random.nextInt(12) == 0;
        this.open = new Event[width];
        this.applied = new boolean[width];
        this.results = new Object[width];
        this.processes = new ProcessId[width];
        for (int thread = 0; thread < width; thread++) {
            processes[thread] = ProcessId.client(nextProcess++);
        }
    }

    static History history(Kind kind, long seed) {
        return new RandomObjects(kind, seed).run();
    }

    private static final Set<String> MUTATORS = Set.of("enqueue", "push", "insert", "add", "remove");

    private static final Set<String> LOOKS = Set.of("pollpeek", "peekpoll");

    private static final Object REFUSED = new Object();

    private History run() {
        while (invoked < operations || Arrays.stream(open).anyMatch(Objects::nonNull)) {
            int thread = random.nextInt(open.length);
            Event call = open[thread];
            if (call == null) {
                if (invoked < operations) {
                    invoke(thread);
                }
            } else if (random.nextDouble() < crashRate / 2) {
                end(thread, EventType.INFO, call.value());
                processes[thread] = random.nextInt(8) == 0 ? processes[thread] : ProcessId.client(nextProcess++);
            } else if (!applied[thread]) {
                applied[thread] = true;
                results[thread] = apply(call, processes[thread]);
            } else {
                end(thread, results[thread] == REFUSED ? EventType.FAIL : EventType.OK, result(thread, call));
            }
        }
        exchangeResults();
        events.forEach(builder::add);
        return builder.build();
    }

    /** Sometimes two answers of the same function change places. */
    private void exchangeResults() {
        if (lieRate == 0 || random.nextInt(3) > 0) {
            return;
        }
        int first = random.nextInt(events.size());
        int second = random.nextInt(events.size());
        Event a = events.get(first);
        Event b = events.get(second);
        if (a.type() == EventType.OK
                && b.type() == EventType.OK
                && (a.function().equals(b.function()) || LOOKS.contains(a.function() + b.function()))
                && (random.nextInt(20) == 0 || !MUTATORS.contains(a.function()))) {
            events.set(first, Event.of(EventType.OK, a.process(), a.function(), b.value()));
            events.set(second, Event.of(EventType.OK, b.process(), b.function(), a.value()));
        }
    }

    private void invoke(int thread) {
        invoked++;
        String function = kind.functions.get(random.nextInt(kind.functions.size()));
        Object value = switch (function) {
            case "enqueue", "push", "insert", "add" -> fresh();
            case "remove" -> random.nextInt(4) > 0 || removed.isEmpty() ? unremoved() : any();
            case "contains" -> Arrays.asList(any(), null);
            default -> null;
        };
        Event call = Event.of(EventType.INVOKE, processes[thread], function, value);
        open[thread] = call;
        applied[thread] = false;
        events.add(call);
    }

    /** Mostly in order; priorities come in any. */
    private long fresh() {
        lastValue++;
        if (repeatsValues && random.nextBoolean()) {
            return any();
        }
        return kind == Kind.PRIORITY_QUEUE ? lastValue * 7 % 11 : lastValue;
    }

    private Long any() {
        long value = 1 + random.nextInt((int) Math.max(1, lastValue));
        return kind == Kind.PRIORITY_QUEUE ? value * 7 % 11 : value;
    }

    private Long unremoved() {
        long value = any();
        while (!removed.add(value) && removed.size() < lastValue) {
            value = any();
        }
        return value;
    }

    private @Nullable Object apply(Event call, ProcessId process) {
        switch (call.function()) {
            case "enqueue" -> line.addLast((Long) Objects.requireNonNull(call.value()));
            case "push" -> line.addFirst((Long) Objects.requireNonNull(call.value()));
            case "insert", "add" -> sorted.add((Long) Objects.requireNonNull(call.value()));
            case "increment" -> count++;
            case "dequeue", "pop" -> {
                return line.pollFirst();
            }
            case "poll" -> {
                return sorted.pollFirst();
            }
            case "peek" -> {
                return sorted.isEmpty() ? null : sorted.first();
            }
            case "read" -> {
                return count;
            }
            case "remove" -> {
                return sorted.remove(call.value()) ? call.value() : REFUSED;
            }
            case "contains" -> {
                Object element = ((List<?>) Objects.requireNonNull(call.value())).get(0);
                return Arrays.asList(element, sorted.contains(element));
            }
            case "acquire" -> {
                if (owner != null && random.nextDouble() >= lieRate) {
                    return REFUSED;
                }
                owner = process;
            }
            default -> {
                if (!process.equals(owner) && random.nextDouble() >= lieRate) {
                    return REFUSED;
                }
                owner = null;
            }
        }
        return call.value();
    }

    private @Nullable Object result(int thread, Event call) {
        if (results[thread] == REFUSED || random.nextDouble() >= lieRate) {
            return results[thread] == REFUSED ? call.value() : results[thread];
        }
        return switch (call.function()) {
            case "dequeue", "pop", "poll", "peek" -> random.nextInt(3) == 0 ? null : any();
            case "read" -> Math.max(0, count + random.nextInt(3) - 1);
            case "contains" ->
                Arrays.asList(((List<?>) Objects.requireNonNull(call.value())).get(0), random.nextBoolean());
            default -> results[thread];
        };
    }

    private void end(int thread, EventType type, @Nullable Object value) {
        Event call = Objects.requireNonNull(open[thread]);
        open[thread] = null;
        events.add(Event.of(type, processes[thread], call.function(), value));
    }
}
