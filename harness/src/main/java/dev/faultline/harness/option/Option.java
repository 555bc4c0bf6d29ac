package dev.faultline.harness.option;

import java.util.List;

/**
 * One knob of a system or a workload, set by {@code --option name=value}.
 *
 * @param preset the value when none is given
 * @param allowed the values it takes, preset first; empty for a whole number from {@code least} on
 * @param least the smallest number allowed, of no meaning when {@code allowed} names the values
 * @param meaning one line for the help
 */
public record Option(String name, String preset, List<String> allowed, long least, String meaning) {
    public Option {
        allowed = List.copyOf(allowed);
    }

    /** One of a few words, the first being the default. */
    public static Option oneOf(String name, String meaning, String... values) {
        return new Option(name, values[0], List.of(values), 0, meaning);
    }

    /** A whole number. */
    public static Option number(String name, String meaning, long preset, long least) {
        return new Option(name, Long.toString(preset), List.of(), least, meaning);
    }

    /** What this option takes, for error messages. */
    public String range() {
        return allowed.isEmpty() ? "a whole number, " + least + " or more" : String.join(", ", allowed);
    }

    boolean takes(String value) {
        if (!allowed.isEmpty()) {
            return allowed.contains(value);
        }
        try {
            return Long.parseLong(value) >= least;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
