package dev.faultline.harness.junit;

import dev.faultline.harness.option.Amounts;
import dev.faultline.harness.option.Words;
import dev.faultline.harness.run.TestBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One combination of a matrix, with a seed.
 *
 * @param settings what it says of the test, by name, in the order in which it was said
 */
record Cell(Map<String, String> settings, long seed) {

    /** All combinations, the last matrix changing fastest; one without settings when there is no matrix. */
    static List<Map<String, String>> product(List<Matrix> matrices) {
        List<Map<String, String>> product = List.of(Map.of());
        for (Matrix matrix : matrices) {
            if (matrix.values().length == 0) {
                throw new IllegalArgumentException("@Matrix " + matrix.name() + ": name at least one value");
            }
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> before : product) {
                for (String value : matrix.values()) {
                    Map<String, String> combination = new LinkedHashMap<>(before);
                    if (combination.put(matrix.name(), value) != null) {
                        throw new IllegalArgumentException("@Matrix " + matrix.name() + ": is there twice");
                    }
                    longer.add(combination);
                }
            }
            product = longer;
        }
        return product;
    }

    /** {@code nodes=3, reads=serializable}; empty without a matrix. */
    String matrix() {
        return name(settings);
    }

    static String name(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(", "));
    }

    /** As test reports name it. */
    String displayName() {
        return (settings.isEmpty() ? "" : matrix() + ", ") + "seed " + seed;
    }

    /** Says to the builder what this cell says. */
    void applyTo(TestBuilder builder) {
        settings.forEach((name, value) -> {
            switch (name) {
                case "nodes" -> builder.nodes(whole("--nodes", value));
                case "concurrency" -> builder.concurrency(value);
                case "rate" -> builder.rate(number("--rate", value));
                case "seconds" -> builder.timeLimit(Duration.ofMillis((long) (1000 * number("--time-limit", value))));
                case "faults" -> builder.faults(Words.list(value));
                case "targets" -> builder.targets(Words.list(value));
                case "fault-interval" -> builder.faultInterval(Amounts.duration("--fault-interval", value));
                case "latency" -> builder.latency(Amounts.duration("--latency", value));
                default -> builder.option(name, value);
            }
        });
    }

    private static int whole(String option, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + ": \"" + value + "\" is no whole number", e);
        }
    }

    private static double number(String option, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + ": \"" + value + "\" is no number", e);
        }
    }
}
