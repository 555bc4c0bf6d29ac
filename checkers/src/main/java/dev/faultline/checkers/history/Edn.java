package dev.faultline.checkers.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * EDN (<a href="https://github.com/edn-format/edn">extensible data notation</a>) as plain Java values: {@code null},
 * Boolean, Long, BigInteger, Double, BigDecimal, {@link Ratio}, Character, String, {@link Keyword}, {@link Symbol},
 * List, Set, Map and {@link Tagged}. Equal EDN values are equal Java values.
 */
public final class Edn {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private Edn() {}

    /**
     * The one value written in the text.
     *
     * @throws HistoryFormatException where the text is not exactly one EDN value
     */
    public static @Nullable Object parse(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return new EdnParser(new ByteSource(bytes, "text")).onlyValue();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** The value as EDN on one line. Control and direction characters are escaped, so the text is safe to show. */
    public static String print(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        EdnPrinter.print(value, out);
        return out.toString();
    }

    /**
     * The value with every number, list, set and map in it turned into the types above, copied and unmodifiable, so
     * that what a client recorded equals what a reader of the file will find.
     *
     * @throws IllegalArgumentException for a value that EDN cannot hold
     */
    public static @Nullable Object normal(@Nullable Object value) {
        if (value == null
                || value instanceof Long
                || value instanceof String
                || value instanceof Keyword
                || value instanceof Boolean
                || value instanceof Double
                || value instanceof BigDecimal
                || value instanceof Ratio
                || value instanceof Symbol
                || value instanceof Character
                || value instanceof EdnVector) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger big) {
            return whole(big);
        }
        if (value instanceof Float f) {
            return f.doubleValue();
        }
        return normalCollection(value);
    }

    private static Object normalCollection(Object value) {
        if (value instanceof Tagged tagged) {
            return new Tagged(tagged.tag(), normal(tagged.value()));
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(normal(element)));
            return list instanceof EdnList ? new EdnList(copy) : Collections.unmodifiableList(copy);
        }
        if (value instanceof Set<?> set) {
            Set<@Nullable Object> copy = new LinkedHashSet<>();
            set.forEach(element -> copy.add(normal(element)));
            return Collections.unmodifiableSet(copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put(normal(k), normal(v)));
            return Collections.unmodifiableMap(copy);
        }
        throw new IllegalArgumentException(
                "a history cannot hold a " + value.getClass().getName());
    }

    /** A whole number in its only form: a Long where it fits. */
    static Object whole(BigInteger value) {
        boolean fits = value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0;
        return fits ? (Object) value.longValue() : value;
    }
}
