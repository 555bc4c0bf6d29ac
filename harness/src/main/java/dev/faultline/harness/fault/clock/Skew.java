package dev.faultline.harness.fault.clock;

import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.List;

/** How far the time that a process sees is off the host's. Only its wall clock moves; what it measures of durations stays true. */
public sealed interface Skew {

    /** {@code bump}, {@code drift} or {@code freeze}. */
    String shape();

    /** How much, as a schedule says it: milliseconds of a bump, parts per million of a drift, 0 of a clock that stands. */
    long amount();

    /** How far the clock is off after so much of the host's time. */
    Duration expected(Duration elapsed);

    /** The command of the node's helper, without the process: its name and its argument, if it takes one. */
    List<String> command();

    /** The clock jumps, and runs on at its pace. */
    record Bump(Duration by) implements Skew {
        @Override
        public String shape() {
            return "bump";
        }

        @Override
        public long amount() {
            return by.toMillis();
        }

        @Override
        public Duration expected(Duration elapsed) {
            return by;
        }

        @Override
        public List<String> command() {
            return List.of("bump", Long.toString(by.toMillis()));
        }

        @Override
        public String toString() {
            boolean whole = by.toMillis() % 1000 == 0;
            String size = whole ? by.toSeconds() + " s" : by.toMillis() + " ms";
            return "bumped by " + (by.isNegative() ? "" : "+") + size;
        }
    }

    /**
     * The clock runs fast, or slow.
     *
     * @param partsPerMillion what it gains of the time that passes, -1,000,000 to 1,000,000
     */
    record Drift(int partsPerMillion) implements Skew {
        private static final int MOST = 1_000_000;

        public Drift {
            if (partsPerMillion < -MOST || partsPerMillion > MOST) {
                throw new IllegalArgumentException(
                        "partsPerMillion must be " + -MOST + " to " + MOST + ", not " + partsPerMillion);
            }
        }

        @Override
        public String shape() {
            return "drift";
        }

        @Override
        public long amount() {
            return partsPerMillion;
        }

        @Override
        public Duration expected(Duration elapsed) {
            return elapsed.multipliedBy(partsPerMillion).dividedBy(MOST);
        }

        @Override
        public List<String> command() {
            return List.of("drift", Integer.toString(partsPerMillion));
        }

        @Override
        public String toString() {
            return "drifting by " + (partsPerMillion < 0 ? "" : "+") + partsPerMillion / 10_000.0 + " %";
        }
    }

    /** The clock stands still. */
    record Freeze() implements Skew {
        @Override
        public String shape() {
            return "freeze";
        }

        @Override
        public long amount() {
            return 0;
        }

        @Override
        public Duration expected(Duration elapsed) {
            return elapsed.negated();
        }

        @Override
        public List<String> command() {
            return List.of("freeze");
        }

        @Override
        public String toString() {
            return "frozen";
        }
    }

    /** A skew of that shape, from what clocks of real machines have been seen to be off up to what breaks leases and certificates. */
    static Skew draw(String shape, Dice dice) {
        boolean ahead = dice.below(2) == 0;
        return switch (shape) {
            case "bump" -> {
                Duration by = dice.oneOf(List.of(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1)));
                yield new Bump(ahead ? by : by.negated());
            }
            case "drift" -> {
                int rate = dice.oneOf(List.of(20_000, 100_000, 500_000));
                yield new Drift(ahead ? rate : -rate);
            }
            case "freeze" -> new Freeze();
            default -> throw new IllegalArgumentException("no shape " + shape + " of a clock fault");
        };
    }
}
