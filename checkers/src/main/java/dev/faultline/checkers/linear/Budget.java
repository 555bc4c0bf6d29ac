package dev.faultline.checkers.linear;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much one search may cost, for each key anew. Steps and bytes make a verdict reproducible: the same history under
 * the same budget ends the same way anywhere. Running out is UNKNOWN.
 *
 * @param steps operations tried and configurations compared
 * @param bytes memory of the search itself, without the history
 * @param cancelled asked now and then from the searching thread; true ends the search, for deadlines and Ctrl-C
 */
public record Budget(long steps, long bytes, BooleanSupplier cancelled) {
    /** 100 million steps and 1 GiB: less than a minute of one core. */
    public static final Budget DEFAULT = new Budget(100_000_000, 1L << 30, () -> false);

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})([kmgt]?)");

    public Budget {
        if (steps < 1) {
            throw new IllegalArgumentException("steps: at least 1, not " + steps);
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes: at least 1, not " + bytes);
        }
    }

    /** The default budget with that many steps. */
    public static Budget steps(long steps) {
        return new Budget(steps, DEFAULT.bytes, DEFAULT.cancelled);
    }

    /** This budget with that many bytes. */
    public Budget bytes(long newBytes) {
        return new Budget(steps, newBytes, cancelled);
    }

    /** This budget with a size such as {@code 512m} or {@code 2g} (powers of 1024). */
    public Budget bytes(String size) {
        Matcher matcher = SIZE.matcher(size.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("bytes: a number with k, m, g or t, not " + size);
        }
        int power = switch (matcher.group(2)) {
            case "k" -> 1;
            case "m" -> 2;
            case "g" -> 3;
            case "t" -> 4;
            default -> 0;
        };
        return bytes(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power)));
    }

    /** This budget, ended early when the supplier says so. */
    public Budget until(BooleanSupplier newCancelled) {
        return new Budget(steps, bytes, newCancelled);
    }

    /** This budget with at most that many steps. */
    public Budget atMost(long stepsMax) {
        return new Budget(Math.min(steps, stepsMax), bytes, cancelled);
    }
}
