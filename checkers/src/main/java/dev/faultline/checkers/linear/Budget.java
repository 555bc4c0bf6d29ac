package dev.faultline.checkers.linear;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much one search may cost, for each key anew. Steps and bytes make a verdict reproducible: the same history under
 * the same budget ends the same way anywhere. Running out is UNKNOWN.
 *
 * @param steps operations tried and configurations compared
 * @param bytes memory of the search itself, without the history
 * @param cancelled asked now and then from the searching thread; true ends the search, as Ctrl-C does
 * @param late asked likewise; true says that the time is over
 * @param progress told now and then from the searching thread how many steps one search has taken
 */
public record Budget(long steps, long bytes, BooleanSupplier cancelled, BooleanSupplier late, LongConsumer progress) {
    /** 100 million steps and 1 GiB: less than a minute of one core. */
    public static final Budget DEFAULT = new Budget(100_000_000, 1L << 30, () -> false, () -> false, steps -> {});

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
        return DEFAULT.withSteps(steps);
    }

    /** This budget with that many bytes. */
    public Budget bytes(long newBytes) {
        return new Budget(steps, newBytes, cancelled, late, progress);
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
        return new Budget(steps, bytes, newCancelled, late, progress);
    }

    /** This budget, whose time is over as soon as the supplier says so; a checker itself has no clock. */
    public Budget deadline(BooleanSupplier newLate) {
        return new Budget(steps, bytes, cancelled, newLate, progress);
    }

    /** This budget; the consumer is told now and then how many steps one search has taken. */
    public Budget progress(LongConsumer newProgress) {
        return new Budget(steps, bytes, cancelled, late, newProgress);
    }

    private Budget withSteps(long newSteps) {
        return new Budget(newSteps, bytes, cancelled, late, progress);
    }

    /** This budget with at most that many steps. */
    public Budget atMost(long stepsMax) {
        return withSteps(Math.min(steps, stepsMax));
    }
}
