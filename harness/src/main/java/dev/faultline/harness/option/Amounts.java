package dev.faultline.harness.option;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts that users type: durations such as {@code 300ms}, {@code 10s} or {@code 60}, and numbers of clients such as {@code 2n}. */
public final class Amounts {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)?");
    private static final Pattern CLIENTS = Pattern.compile("(\\d{1,6})(n?)");

    private Amounts() {}

    /** A duration; a bare number is seconds, as Jepsen has it. */
    public static Duration duration(String option, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    option + ": \"" + text + "\" is no duration (such as 300ms, 10s, 2m; a bare number is seconds)");
        }
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        double nanos = switch (unit) {
            case "ms" -> 1e6;
            case "m" -> 60e9;
            case "h" -> 3600e9;
            default -> 1e9;
        };
        return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * nanos));
    }

    /** The duration as {@link #duration} reads it. */
    public static String text(Duration duration) {
        return duration.toNanos() % 1_000_000_000 == 0
                ? duration.toSeconds() + "s"
                : BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros().toPlainString() + "ms";
    }

    /** A duration that must not be zero. */
    public static Duration positive(String option, String text) {
        Duration duration = duration(option, text);
        if (duration.isZero()) {
            throw new IllegalArgumentException(option + ": must be more than zero, not \"" + text + "\"");
        }
        return duration;
    }

    /** A number of clients, {@code n} standing for the number of nodes. */
    public static int clients(String option, String text, int nodes) {
        Matcher matcher = CLIENTS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    option + ": \"" + text + "\" is no number of clients (such as 10, or 2n for two for each node)");
        }
        int count = Integer.parseInt(matcher.group(1)) * (matcher.group(2).isEmpty() ? 1 : nodes);
        if (count < 1 || count > 1000) {
            throw new IllegalArgumentException(option + ": must be 1 to 1000 clients, not " + count);
        }
        return count;
    }

    /** As few digits as the number needs. */
    public static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
