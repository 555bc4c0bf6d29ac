package dev.faultline.harness.objective;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a bound is counted in: durations in nanoseconds, shares in percent. */
enum Unit {
    DURATION("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)", "a duration with its unit, such as 300ms, 10s or 2m") {
        @Override
        double scale(String unit) {
            return switch (unit) {
                case "ms" -> 1e6;
                case "m" -> 60e9;
                case "h" -> 3600e9;
                default -> 1e9;
            };
        }

        @Override
        String print(double nanos) {
            return nanos < 1e9
                    ? String.format(Locale.ROOT, nanos < 10e6 ? "%.1f ms" : "%.0f ms", nanos / 1e6)
                    : String.format(Locale.ROOT, nanos < 100e9 ? "%.2f s" : "%.0f s", nanos / 1e9);
        }
    },
    COUNT("(\\d{1,12})()", "a whole number") {
        @Override
        String print(double count) {
            return String.format(Locale.ROOT, "%,d", (long) count);
        }
    },
    PERCENT("(100|\\d{1,2}(?:\\.\\d{1,6})?)(%)", "a percentage up to 100%, such as 99.5%") {
        @Override
        String print(double percent) {
            return String.format(Locale.ROOT, "%.2f %%", Math.floor(percent * 100) / 100);
        }
    };

    private final Pattern pattern;
    private final String allowed;

    Unit(String pattern, String allowed) {
        this.pattern = Pattern.compile(pattern);
        this.allowed = allowed;
    }

    /** What a bound must be, for a complaint. */
    String allowed() {
        return allowed;
    }

    OptionalDouble parse(String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches()
                ? OptionalDouble.of(Double.parseDouble(matcher.group(1)) * scale(matcher.group(2)))
                : OptionalDouble.empty();
    }

    double scale(String unit) {
        return 1;
    }

    abstract String print(double value);
}
