package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sequential objects on plain lists, sets and maps, copied at every step: what models are compared with. A state is a list
 * where order matters, else a map or a number.
 */
final class PlainObjects {
    private PlainObjects() {}

    static @Nullable Object fifoQueue(@Nullable Object state, Operation op) {
        List<?> content = (List<?>) Objects.requireNonNull(state);
        return op.function().equals("enqueue")
                ? grown(content, op.value(), content.size())
                : looked(content, op, op.function().equals("dequeue"));
    }

    static @Nullable Object stack(@Nullable Object state, Operation op) {
        List<?> content = (List<?>) Objects.requireNonNull(state);
        return op.function().equals("push")
                ? grown(content, op.value(), 0)
                : looked(content, op, op.function().equals("pop"));
    }

    static @Nullable Object priorityQueue(@Nullable Object state, Operation op) {
        List<?> content = (List<?>) Objects.requireNonNull(state);
        if (!op.function().equals("insert")) {
            return looked(content, op, op.function().equals("poll"));
        }
        int place = 0;
        while (place < content.size()
                && (Long) Objects.requireNonNull(content.get(place)) < (Long) Objects.requireNonNull(op.value())) {
            place++;
        }
        return grown(content, op.value(), place);
    }

    private static Object grown(List<?> content, @Nullable Object value, int place) {
        List<@Nullable Object> next = new ArrayList<>(content);
        next.add(place, value);
        return next;
    }

    /** Takes the first, or only looks at it; nil where there is none. */
    private static Object looked(List<?> content, Operation op, boolean takes) {
        Object first = content.isEmpty() ? null : content.get(0);
        if (op.isOk() && !Objects.equals(op.value(), first)) {
            return BruteForce.IMPOSSIBLE;
        }
        return !takes || content.isEmpty() ? content : content.subList(1, content.size());
    }

    static @Nullable Object set(@Nullable Object state, Operation op) {
        Set<@Nullable Object> next = new HashSet<>((Set<?>) Objects.requireNonNull(state));
        switch (op.function()) {
            case "add" -> next.add(op.value());
            case "remove" -> {
                if (!next.remove(op.value())) {
                    return BruteForce.IMPOSSIBLE;
                }
            }
            case "contains" -> {
                if (op.isOk()
                        && !Objects.equals(
                                next.contains(op.pair().first()), op.pair().second())) {
                    return BruteForce.IMPOSSIBLE;
                }
            }
            default -> {
                if (op.isOk() && !next.equals(op.value())) {
                    return BruteForce.IMPOSSIBLE;
                }
            }
        }
        return next;
    }

    static @Nullable Object counter(@Nullable Object state, Operation op) {
        long value = (Long) Objects.requireNonNull(state);
        return switch (op.function()) {
            case "increment" -> value + 1;
            case "decrement" -> value - 1;
            case "add" -> value + (Long) Objects.requireNonNull(op.value());
            default -> op.isOk() && !Objects.equals(op.value(), value) ? BruteForce.IMPOSSIBLE : state;
        };
    }

    /** The state is the owner, or {@code free}. */
    static Object ownerMutex(@Nullable Object state, Operation op) {
        Object needed = op.function().equals("acquire") ? "free" : op.process();
        Object next = op.function().equals("acquire") ? op.process() : "free";
        return needed.equals(state) ? next : BruteForce.IMPOSSIBLE;
    }

    /** The state is a list of the owner, as often as it acquired. */
    static Object reentrantMutex(@Nullable Object state, Operation op) {
        List<?> held = (List<?>) Objects.requireNonNull(state);
        if (op.function().equals("acquire")) {
            boolean fits = held.isEmpty() || op.process().equals(held.get(0));
            return fits ? grown(held, op.process(), 0) : BruteForce.IMPOSSIBLE;
        }
        return !held.isEmpty() && op.process().equals(held.get(0))
                ? held.subList(1, held.size())
                : BruteForce.IMPOSSIBLE;
    }

    /** The state is how many of two permits are taken. */
    static Object semaphore(@Nullable Object state, Operation op) {
        long next = (Long) Objects.requireNonNull(state) + (op.function().equals("acquire") ? 1 : -1);
        return next < 0 || next > 2 ? BruteForce.IMPOSSIBLE : (Object) next;
    }

    /** One key whose value is a text, or a list, or nothing of both yet: the empty text. */
    static @Nullable Object keyValue(@Nullable Object state, Operation op) {
        Object value = op.value();
        return switch (op.function()) {
            case "put" -> value;
            case "append" -> {
                if (value instanceof String text) {
                    yield state + text;
                }
                List<@Nullable Object> longer = new ArrayList<>(state instanceof List<?> list ? list : List.of());
                longer.add(value);
                yield longer;
            }
            case "cas" -> {
                List<?> change = (List<?>) Objects.requireNonNull(value);
                yield Objects.equals(state, change.get(0)) ? change.get(1) : BruteForce.IMPOSSIBLE;
            }
            default -> op.isOk() && value != null && !value.equals(state) ? BruteForce.IMPOSSIBLE : state;
        };
    }

    static @Nullable Object keyValueMap(@Nullable Object state, Operation op) {
        Map<@Nullable Object, @Nullable Object> next = new HashMap<>((Map<?, ?>) Objects.requireNonNull(state));
        Object key = op.pair().first();
        Object value = op.pair().second();
        switch (op.function()) {
            case "put" -> next.put(key, value);
            case "append" -> next.put(key, Objects.toString(next.get(key), "") + value);
            case "remove" -> next.remove(key);
            case "cas" -> {
                List<?> change = (List<?>) Objects.requireNonNull(value);
                if (!Objects.equals(next.get(key), change.get(0))) {
                    return BruteForce.IMPOSSIBLE;
                }
                next.put(key, change.get(1));
            }
            default -> {
                if (op.isOk() && value != null && !value.equals(next.get(key))) {
                    return BruteForce.IMPOSSIBLE;
                }
            }
        }
        return Collections.unmodifiableMap(next);
    }
}
