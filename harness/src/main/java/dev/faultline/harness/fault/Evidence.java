package dev.faultline.harness.fault;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured of a fault, to show that it took effect.
 *
 * @param proved whether the measurements show it
 * @param fromNanos since when it is shown, on the harness's monotonic clock
 * @param toNanos until when
 * @param method how it was measured, in a few words
 * @param summary what was seen, in one sentence with its numbers
 * @param measurements every number, in shapes that JSON knows
 */
public record Evidence(
        boolean proved, long fromNanos, long toNanos, String method, String summary, Map<String, Object> measurements) {
    public Evidence {
        measurements = sorted(measurements);
    }

    /** All the way down: what is written of it must not depend on the JVM. */
    private static Map<String, Object> sorted(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(
                String.valueOf(key), value instanceof Map<?, ?> inner ? sorted(inner) : requireNonNull(value)));
        return sorted;
    }
}
