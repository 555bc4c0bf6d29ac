package dev.faultline.harness.fault.clock;

import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.List;

/** How far the time that a process sees is off the host's. Only its wall clock moves; what it measures of durations stays true. */
public sealed interface Skew {

    /** {@code bump}, {@code drift}, {@code freeze} or {@code strobe}. */
    String shape();

    /** How much, as a schedule says it: milliseconds of a bump or strobe, parts per million of a drift, 0 of a clock that stands. */
    long amount();

    /** How far the clock is off after so much of the host's time. */
    Duration expected(Duration elapsed);

    /** How far it must have been seen off at some moment each, beside what is expected at every moment. */
    default List<Duration> levels() {
        return List.of();
    }

    /** The command of the node's helper, without the process: its name and its arguments, if it takes any. */
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

    /**
     * The clock jumps forth and back.
     *
     * @param by how far it is ahead at first, then behind, then ahead again
     * @param every how long it stays at each of the two
     */
    record Strobe(Duration by, Duration every) implements Skew {
        public Strobe {
            if (every.toMillis() < 1) {
                throw new IllegalArgumentException("every must be 1 ms or more, not " + every.toNanos() + " ns");
            }
        }

        @Override
        public String shape() {
            return "strobe";
        }

        @Override
        public long amount() {
            return by.toMillis();
        }

        @Override
        public Duration expected(Duration elapsed) {
            return elapsed.dividedBy(every) % 2 == 0 ? by : by.negated();
        }

        @Override
        public List<Duration> levels() {
            return List.of(by, by.negated());
        }

        @Override
        public List<String> command() {
            return List.of("strobe", Long.toString(by.toMillis()), Long.toString(every.toMillis()));
        }

        @Override
        public String toString() {
            return "strobing by +-" + by.abs().toMillis() + " ms every " + every.toMillis() + " ms";
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
            case "strobe" -> {
                Duration by = dice.oneOf(List.of(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofSeconds(2)));
                Duration every = Duration.ofMillis(dice.oneOf(List.of(100, 200, 500)));
                yield new Strobe(ahead ? by : by.negated(), every);
            }
            default -> throw new IllegalArgumentException("no shape " + shape + " of a clock fault");
        };
    }
}
