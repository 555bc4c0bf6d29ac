package dev.faultline.harness.store;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * One line of {@code node-metrics.jsonl}: what was measured on a node at a moment.
 *
 * @param at nanoseconds of the history's clock; rates are over the time since the sample before
 * @param values by {@link NodeMetric#key}; what could not be measured is not in it, and is never 0
 */
public record NodeSample(long at, String node, Map<String, Double> values) {
    public NodeSample {
        requireNonNull(node, "node is missing");
        values = Map.copyOf(requireNonNull(values, "values are missing"));
    }
}
