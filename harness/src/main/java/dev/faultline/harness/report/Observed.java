package dev.faultline.harness.report;

import dev.faultline.harness.store.NodeMetric;
import dev.faultline.harness.store.NodeSample;
import dev.faultline.harness.store.RoleChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was measured on the nodes while the run went on, in columns: a day of it is held without an object for each number. */
final class Observed {
    private static final Points NONE = new Points();

    private final Map<String, Map<String, Points>> byNode = new HashMap<>();
    private final Map<String, List<RoleChange>> roles = new HashMap<>();

    void add(NodeSample sample) {
        Map<String, Points> metrics = byNode.computeIfAbsent(sample.node(), n -> new HashMap<>());
        sample.values().forEach((metric, value) -> {
            if (Double.isFinite(value)) {
                metrics.computeIfAbsent(metric, m -> new Points()).add(sample.at(), value);
            }
        });
    }

    void add(RoleChange change) {
        roles.computeIfAbsent(change.node(), n -> new ArrayList<>()).add(change);
    }

    /** Without any when it was not measured. */
    Points of(String node, NodeMetric metric) {
        return byNode.getOrDefault(node, Map.of()).getOrDefault(metric.key(), NONE);
    }

    /** By time; empty when nobody looked. */
    List<RoleChange> roles(String node) {
        return roles.getOrDefault(node, List.of()).stream()
                .sorted(Comparator.comparingLong(RoleChange::at))
                .toList();
    }

    boolean hasRoles() {
        return !roles.isEmpty();
    }

    boolean hasSamples() {
        return !byNode.isEmpty();
    }

    /** Numbers with their moments, in no order. */
    static final class Points {
        private long[] at = new long[16];
        private double[] value = new double[16];
        private int size;

        private void add(long nanos, double number) {
            if (size == at.length) {
                at = Arrays.copyOf(at, size * 2);
                value = Arrays.copyOf(value, size * 2);
            }
            at[size] = nanos;
            value[size++] = number;
        }

        int size() {
            return size;
        }

        long at(int point) {
            return at[point];
        }

        double value(int point) {
            return value[point];
        }

        double mean() {
            return Arrays.stream(value, 0, size).average().orElse(Double.NaN);
        }

        double max() {
            return Arrays.stream(value, 0, size).max().orElse(Double.NaN);
        }
    }
}
