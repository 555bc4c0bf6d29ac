package dev.faultline.harness.store;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of {@code node-metrics.jsonl}: what was measured on a node at a moment.
 *
 * @param at nanoseconds of the history's clock; rates are over the time since the sample before
 * @param values by {@link NodeMetric#key}; what could not be measured is not in it, and is never 0
 */
public record NodeSample(long at, String node, Map<String, Double> values) {
    public NodeSample {
        requireNonNull(node, "node is missing");
        // Sorted: what is written of it must not depend on the JVM.
        values = Collections.unmodifiableMap(new TreeMap<>(requireNonNull(values, "values are missing")));
    }
}
