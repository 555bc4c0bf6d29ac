package dev.faultline.checkers.history;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a history: a process begins or ends an operation, or the nemesis says something.
 *
 * @param index position in the whole history as recorded; -1 lets the history number it
 * @param function {@code read}, {@code write} ...; empty when the event names none
 * @param value what Jepsen keeps under {@code :value}: the argument of an invocation, the result of a completion
 * @param time nanoseconds since the start of the test on one clock; -1 when absent
 * @param error what Jepsen keeps under {@code :error}
 * @param extra every other key of the event, such as {@code :node}
 */
public record Event(
        long index,
        EventType type,
        ProcessId process,
        String function,
        @Nullable Object value,
        long time,
        @Nullable Object error,
        Map<?, ?> extra) {

    public Event {
        if (index < -1) {
            throw new IllegalArgumentException("index: at least 0, or -1 when absent, not " + index);
        }
        if (time < -1) {
            throw new IllegalArgumentException("time: at least 0, or -1 when absent, not " + time);
        }
        value = Edn.normal(value);
        error = Edn.normal(error);
        extra = extra.isEmpty() ? Map.of() : (Map<?, ?>) normalMap(extra);
    }

    private static Object normalMap(Map<?, ?> map) {
        Object normal = Edn.normal(map);
        return normal == null ? Map.of() : normal;
    }

    /** An event without index, time, error and extra keys. */
    public static Event of(EventType type, ProcessId process, String function, @Nullable Object value) {
        return new Event(-1, type, process, function, value, -1, null, Map.of());
    }

    public static Event invoke(long client, String function, @Nullable Object value) {
        return of(EventType.INVOKE, ProcessId.client(client), function, value);
    }

    public static Event ok(long client, String function, @Nullable Object value) {
        return of(EventType.OK, ProcessId.client(client), function, value);
    }

    public static Event fail(long client, String function, @Nullable Object value) {
        return of(EventType.FAIL, ProcessId.client(client), function, value);
    }

    public static Event info(long client, String function, @Nullable Object value) {
        return of(EventType.INFO, ProcessId.client(client), function, value);
    }

    public Event withIndex(long newIndex) {
        return new Event(newIndex, type, process, function, value, time, error, extra);
    }

    /** The same event at that time, in nanoseconds since the start of the test. */
    public Event at(long nanos) {
        return new Event(index, type, process, function, value, nanos, error, extra);
    }

    public Event withError(@Nullable Object newError) {
        return new Event(index, type, process, function, value, time, newError, extra);
    }

    /** The same event with the extra key {@code :key}. */
    public Event with(String key, @Nullable Object extraValue) {
        Map<@Nullable Object, @Nullable Object> more = new LinkedHashMap<>(extra);
        more.put(Keyword.of(key), extraValue);
        return new Event(index, type, process, function, value, time, error, more);
    }

    /** The value of the extra key {@code :key}, or null. */
    public @Nullable Object extra(String key) {
        return extra.get(Keyword.of(key));
    }

    /** The node named by {@code :node}, or null. */
    public @Nullable String node() {
        return nodeName(extra("node"));
    }

    /** A node as it is called, given what stands under {@code :node}. */
    static @Nullable String nodeName(@Nullable Object node) {
        if (node instanceof Keyword keyword) {
            return keyword.name();
        }
        return node == null ? null : node instanceof String text ? text : Edn.print(node);
    }
}
