package dev.faultline.checkers.collections;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What a history of tasks means, word by word over its events, every task of a small domain against every event. */
final class TaskOracle {
    final TreeSet<Long> wrong = new TreeSet<>();
    private final List<Event> events;
    private final boolean listed;

    TaskOracle(History history, long tasks) {
        events = history.events();
        int lastAcknowledged = last(IntStream.range(0, events.size()).filter(r -> is(r, EventType.OK, "submit")));
        List<Integer> lists = IntStream.range(0, events.size())
                .filter(r -> is(r, EventType.OK, "list"))
                .boxed()
                .toList();
        List<Integer> finals =
                lists.stream().filter(r -> invocationOf(r) > lastAcknowledged).toList();
        listed = !finals.isEmpty();
        for (long task = 0; task < tasks; task++) {
            long id = task;
            boolean acknowledged = IntStream.range(0, events.size())
                    .anyMatch(r -> is(r, EventType.OK, "submit")
                            && Objects.equals(events.get(r).value(), id));
            boolean done = finals.stream()
                    .anyMatch(r -> effects(r, id) > 0 && state(r, id).equals("done"));
            boolean twice = lists.stream().anyMatch(r -> effects(r, id) > 1);
            boolean unasked = lists.stream().anyMatch(r -> effects(r, id) >= 0 && !mayBeSubmitted(id, r));
            if (acknowledged && listed && !done || twice || unasked) {
                wrong.add(id);
            }
        }
    }

    String verdict() {
        return !wrong.isEmpty() ? "invalid" : listed ? "valid" : "unknown";
    }

    private boolean mayBeSubmitted(long id, int before) {
        return IntStream.range(0, before)
                .filter(r -> is(r, EventType.INVOKE, "submit")
                        && Objects.equals(events.get(r).value(), id))
                .anyMatch(r -> IntStream.range(r + 1, events.size())
                        .filter(end ->
                                events.get(end).process().equals(events.get(r).process()))
                        .limit(1)
                        .noneMatch(end -> events.get(end).type() == EventType.FAIL));
    }

    /** How many effects that list counts; -1 when it does not have the task. */
    private long effects(int list, long id) {
        return row(list, id).isEmpty()
                ? -1
                : (Long) Objects.requireNonNull(row(list, id).get(2));
    }

    private String state(int list, long id) {
        return String.valueOf(row(list, id).get(1));
    }

    private List<?> row(int list, long id) {
        for (Object entry : (List<?>) Objects.requireNonNull(events.get(list).value())) {
            if (entry instanceof List<?> row && Objects.equals(row.get(0), id)) {
                return row;
            }
        }
        return List.of();
    }

    private int invocationOf(int completion) {
        return last(IntStream.range(0, completion)
                .filter(r ->
                        events.get(r).process().equals(events.get(completion).process())));
    }

    private static int last(IntStream ranks) {
        return ranks.max().orElse(-1);
    }

    private boolean is(int rank, EventType type, String function) {
        return events.get(rank).type() == type && events.get(rank).function().equals(function);
    }
}
