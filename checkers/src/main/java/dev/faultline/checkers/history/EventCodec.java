package dev.faultline.checkers.history;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event as the map that Jepsen writes, and back. */
final class EventCodec {
    private static final Keyword INDEX = Keyword.of("index");
    private static final Keyword TYPE = Keyword.of("type");
    private static final Keyword PROCESS = Keyword.of("process");
    private static final Keyword FUNCTION = Keyword.of("f");
    private static final Keyword VALUE = Keyword.of("value");
    private static final Keyword TIME = Keyword.of("time");
    private static final Keyword ERROR = Keyword.of("error");

    private EventCodec() {}

    /**
     * The event that a map describes.
     *
     * @throws IllegalArgumentException saying what was expected of the map
     */
    static Event fromMap(Map<?, ?> map) {
        Map<Object, @Nullable Object> extra = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            boolean known = INDEX.equals(key)
                    || TYPE.equals(key)
                    || PROCESS.equals(key)
                    || FUNCTION.equals(key)
                    || VALUE.equals(key)
                    || TIME.equals(key)
                    || ERROR.equals(key);
            if (!known && key != null) {
                extra.put(key, entry.getValue());
            }
        }
        return new Event(
                number(map.get(INDEX), "index"),
                type(map.get(TYPE)),
                process(map.get(PROCESS)),
                function(map.get(FUNCTION)),
                map.get(VALUE),
                number(map.get(TIME), "time"),
                map.get(ERROR),
                extra);
    }

    private static EventType type(@Nullable Object type) {
        String word = type instanceof Keyword keyword ? keyword.name() : "";
        return switch (word) {
            case "invoke" -> EventType.INVOKE;
            case "ok" -> EventType.OK;
            case "fail" -> EventType.FAIL;
            case "info" -> EventType.INFO;
            default ->
                throw new IllegalArgumentException("expected :type :invoke, :ok, :fail or :info, not " + shown(type));
        };
    }

    private static String shown(@Nullable Object value) {
        return ByteSource.shown(Edn.print(value));
    }

    private static ProcessId process(@Nullable Object process) {
        if (process == null
                || process instanceof Long
                || process instanceof Keyword
                || process instanceof String
                || process instanceof Symbol) {
            return new ProcessId(process);
        }
        throw new IllegalArgumentException("expected :process to be a whole number or a name, not " + shown(process));
    }

    private static String function(@Nullable Object function) {
        if (function instanceof Keyword keyword) {
            return keyword.name();
        }
        if (function instanceof String || function instanceof Symbol) {
            return function.toString();
        }
        if (function == null) {
            return "";
        }
        throw new IllegalArgumentException("expected :f to be a keyword, not " + shown(function));
    }

    private static long number(@Nullable Object number, String key) {
        if (number == null) {
            return -1;
        }
        if (number instanceof Long whole && whole >= 0) {
            return whole;
        }
        throw new IllegalArgumentException(
                "expected :" + key + " to be a whole number of at least 0, not " + shown(number));
    }

    /** Prints the event as one line of Jepsen's format, without the line's end. */
    static void print(Event event, StringBuilder out) {
        print(event.index(), event.type(), event.process(), event.function(), out);
        EdnPrinter.print(event.value(), out);
        printRest(event.time(), event.error(), event.extra(), out);
    }

    /** All up to the value. */
    static void print(long index, EventType type, ProcessId process, String function, StringBuilder out) {
        out.append("{:index ").append(index).append(", :type :").append(type.word());
        out.append(", :process ");
        EdnPrinter.print(process.name(), out);
        out.append(", :f ");
        EdnPrinter.print(functionValue(function), out);
        out.append(", :value ");
    }

    /** All after the value. */
    static void printRest(long time, @Nullable Object error, Map<?, ?> extra, StringBuilder out) {
        if (time >= 0) {
            out.append(", :time ").append(time);
        }
        if (error != null) {
            out.append(", :error ");
            EdnPrinter.print(error, out);
        }
        extra.forEach((key, value) -> {
            out.append(", ");
            EdnPrinter.print(key, out);
            out.append(' ');
            EdnPrinter.print(value, out);
        });
        out.append('}');
    }

    private static @Nullable Object functionValue(String function) {
        if (function.isEmpty()) {
            return null;
        }
        Keyword shared = Keyword.shared(function);
        if (shared != null) {
            return shared;
        }
        return Keyword.isValid(function) ? Keyword.of(function) : function;
    }
}
