package dev.faultline.harness.fault;

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
        measurements = new TreeMap<>(measurements);
    }
}
