package dev.faultline.checkers.linear;

import java.util.regex.Pattern;

/**
 * Where an operation names the independent object it works on. Never guessed from the values.
 *
 * @param name {@code none}, {@code value-tuple}, or a keyword such as {@code :key}, under which every event has its key
 */
public record KeyBy(String name) {
    private static final Pattern NAME = Pattern.compile("none|value-tuple|:[^\\s:]+");

    /** The history is of one object. */
    public static final KeyBy NONE = new KeyBy("none");

    /** Every value is {@code [key v]}. */
    public static final KeyBy VALUE_TUPLE = new KeyBy("value-tuple");

    public KeyBy {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("keyBy: none, value-tuple or a keyword such as :key, not " + name);
        }
    }
}
