package dev.faultline.checkers.generate;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A history to be made up: the same settings make the same one, everywhere. Its memory does not grow with its length, but for what
 * the object itself has to hold.
 *
 * @param object what clients work on, one of {@link #objects}: also the name of the model that judges the history
 * @param operations how many, those that crash and those that are refused included: 10 to 100 million
 * @param concurrency clients at work at any time, 1 to 1000
 * @param keys independent objects, 1 to 100,000; with more than one, every value is {@code [key v]}
 * @param uniqueValues whether no value is put twice; else there are five
 * @param crashRate the probability with which an operation crashes, 0 to 0.5; a third of these happen in time, a third later, and a
 *     third never
 * @param violation whether one violation is planted, near the end
 */
public record GeneratedHistory(
        String object,
        int operations,
        int concurrency,
        int keys,
        boolean uniqueValues,
        double crashRate,
        boolean violation,
        long seed) {
    private static final Map<String, Function<Boolean, SimulatedObject>> OBJECTS = new TreeMap<>(Map.of(
            "register", unique -> new SimulatedRegister(false, unique),
            "cas-register", unique -> new SimulatedRegister(true, unique),
            "kv", SimulatedKey::new,
            "fifo-queue", SimulatedCollection::queue,
            "stack", SimulatedCollection::stack,
            "set", SimulatedSet::new,
            "counter", unique -> new SimulatedCounter()));

    public GeneratedHistory {
        if (!OBJECTS.containsKey(object)) {
            throw new IllegalArgumentException(
                    "object: one of " + String.join(", ", OBJECTS.keySet()) + ", not " + object);
        }
        within("operations", operations, 10, 100_000_000);
        within("concurrency", concurrency, 1, 1000);
        within("keys", keys, 1, 100_000);
        if (!(crashRate >= 0 && crashRate <= 0.5)) {
            throw new IllegalArgumentException("crash-rate: 0 to 0.5, not " + crashRate);
        }
    }

    private static void within(String name, int number, int least, int most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(name + ": " + least + " to " + most + ", not " + number);
        }
    }

    /** Operations of ten clients with unique values, none of which crashes, on one object; valid. */
    public static GeneratedHistory of(String object, int operations) {
        return new GeneratedHistory(object, operations, 10, 1, true, 0, false, 1);
    }

    public GeneratedHistory concurrency(int newConcurrency) {
        return new GeneratedHistory(object, operations, newConcurrency, keys, uniqueValues, crashRate, violation, seed);
    }

    public GeneratedHistory keys(int newKeys) {
        return new GeneratedHistory(object, operations, concurrency, newKeys, uniqueValues, crashRate, violation, seed);
    }

    public GeneratedHistory smallValues() {
        return new GeneratedHistory(object, operations, concurrency, keys, false, crashRate, violation, seed);
    }

    public GeneratedHistory crashRate(double newRate) {
        return new GeneratedHistory(object, operations, concurrency, keys, uniqueValues, newRate, violation, seed);
    }

    public GeneratedHistory withViolation() {
        return new GeneratedHistory(object, operations, concurrency, keys, uniqueValues, crashRate, true, seed);
    }

    public GeneratedHistory seed(long newSeed) {
        return new GeneratedHistory(object, operations, concurrency, keys, uniqueValues, crashRate, violation, newSeed);
    }

    /** Names of the objects there are, sorted. */
    public static Set<String> objects() {
        return Set.copyOf(OBJECTS.keySet());
    }

    /** Hands out the events one after the other, with indices and times. */
    public void forEach(Consumer<Event> sink) {
        List<SimulatedObject> made = new ArrayList<>();
        Function<Boolean, SimulatedObject> maker = OBJECTS.getOrDefault(object, unique -> new SimulatedCounter());
        for (int key = 0; key < keys; key++) {
            made.add(maker.apply(uniqueValues));
        }
        new Clients(this, made, sink).work();
    }

    /** All of it in memory. */
    public History history() {
        List<Event> events = new ArrayList<>();
        forEach(events::add);
        return History.of(events);
    }
}
