package dev.faultline.checkers.collections;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a set's history means, word by word over its events, every element of a small domain against every event. */
final class SetOracle {
    final TreeSet<Long> lost = new TreeSet<>();
    final TreeSet<Long> unexpected = new TreeSet<>();
    final TreeSet<Long> recovered = new TreeSet<>();
    final boolean finallyRead;

    SetOracle(History history, long elements) {
        List<Event> events = history.events();
        int lastAcknowledged = IntStream.range(0, events.size())
                .filter(rank -> is(events.get(rank), EventType.OK, "add"))
                .max()
                .orElse(-1);
        List<Integer> reads = IntStream.range(0, events.size())
                .filter(rank -> is(events.get(rank), EventType.OK, "read"))
                .boxed()
                .toList();
        List<Integer> finals = reads.stream()
                .filter(rank -> invocationOf(events, rank) > lastAcknowledged)
                .toList();
        finallyRead = !finals.isEmpty();
        for (long element = 0; element < elements; element++) {
            long e = element;
            boolean acknowledged = events.stream()
                    .anyMatch(event -> is(event, EventType.OK, "add") && Objects.equals(event.value(), e));
            boolean inTheEnd = finals.stream().anyMatch(rank -> holds(events.get(rank), e));
            if (acknowledged && finallyRead && !inTheEnd) {
                lost.add(e);
            }
            if (!acknowledged && inTheEnd && mayHaveBeenAdded(events, e, events.size())) {
                recovered.add(e);
            }
            if (reads.stream().anyMatch(rank -> holds(events.get(rank), e) && !mayHaveBeenAdded(events, e, rank))) {
                unexpected.add(e);
            }
        }
    }

    String verdict() {
        return !lost.isEmpty() || !unexpected.isEmpty() ? "invalid" : finallyRead ? "valid" : "unknown";
    }

    /** Whether an add of it was invoked before that rank which did not end in a failure. */
    private static boolean mayHaveBeenAdded(List<Event> events, long element, int before) {
        return IntStream.range(0, before)
                .filter(rank -> is(events.get(rank), EventType.INVOKE, "add"))
                .filter(rank -> Objects.equals(events.get(rank).value(), element))
                .anyMatch(rank ->
                        completionOf(events, rank).noneMatch(completion -> completion.type() == EventType.FAIL));
    }

    private static Stream<Event> completionOf(List<Event> events, int invocation) {
        return IntStream.range(invocation + 1, events.size())
                .mapToObj(events::get)
                .filter(event -> event.process().equals(events.get(invocation).process()))
                .limit(1);
    }

    private static int invocationOf(List<Event> events, int completion) {
        return IntStream.range(0, completion)
                .filter(rank ->
                        events.get(rank).process().equals(events.get(completion).process()))
                .max()
                .orElseThrow();
    }

    private static boolean is(Event event, EventType type, String function) {
        return event.type() == type && event.function().equals(function);
    }

    private static boolean holds(Event read, long element) {
        return read.value() instanceof List<?> elements && elements.contains(element);
    }
}
