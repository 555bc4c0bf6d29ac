package dev.faultline.harness.option;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The options of a run, each with a value: the one that was given, or its default. */
public final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Resolves what was given against what there is.
     *
     * @throws IllegalArgumentException in one line, naming the option and what is allowed
     */
    public static Options resolve(List<Option> known, Map<String, String> given) {
        Map<String, String> values = new TreeMap<>();
        known.forEach(option -> values.put(option.name(), option.preset()));
        given.forEach((name, value) -> {
            Option option = known.stream()
                    .filter(o -> o.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("--option: no option \"" + name + "\" here ("
                            + String.join(
                                    ", ",
                                    known.stream().map(Option::name).sorted().toList()) + ")"));
            if (!option.takes(value)) {
                throw new IllegalArgumentException(
                        "--option " + name + ": \"" + value + "\" is not allowed (" + option.range() + ")");
            }
            values.put(name, value);
        });
        return new Options(values);
    }

    /** The value of an option that the system or workload declares. */
    public String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("option " + name + " is used but not declared");
        }
        return value;
    }

    public long number(String name) {
        return Long.parseLong(get(name));
    }

    /** Every option, sorted by name. */
    public Map<String, String> all() {
        return Collections.unmodifiableMap(values);
    }
}
