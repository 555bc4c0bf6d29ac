package dev.faultline.harness.generator;

import java.time.Duration;
import java.util.List;

/**
 * Operations a second, of all threads together, as a function of the time since a generator was first asked. It paces
 * {@link Generator#stagger(Rate)} and {@link Generator#delay(Rate)}.
 *
 * <p>Piecewise linear, so that how many operations are due by a moment (its integral), and when the next one is (the inverse of
 * that), are exact: neither depends on how often anybody asks.
 */
public final class Rate {
    /** No moment: the rate stays 0 from some time on. */
    static final long NEVER = Long.MAX_VALUE;

    private static final double MOST = 1_000_000;

    /** Far below one operation, far above what adding up a run's operations loses. */
    private static final double ROUNDING = 1e-6;

    private static final double NANOS = 1e9;

    /** A straight line from one rate to another. */
    private record Piece(double from, double to, double seconds) {

        double operations() {
            return operations(seconds);
        }

        double operations(double elapsed) {
            return elapsed * (from + rate(elapsed)) / 2;
        }

        double rate(double elapsed) {
            return from + (to - from) * elapsed / seconds;
        }

        /** The root of the quadratic in the form that does not cancel; {@code operations} is fewer than the piece has. */
        double secondsUntil(double operations) {
            double slope = (to - from) / seconds;
            return operations <= 0
                    ? 0
                    : 2 * operations / (from + Math.sqrt(Math.max(0, from * from + 2 * slope * operations)));
        }
    }

    private final List<Piece> pieces;

    /** Whether the pieces come again and again; else the last rate stays. */
    private final boolean recurring;

    private Rate(List<Piece> pieces, boolean recurring) {
        this.pieces = pieces;
        this.recurring = recurring;
    }

    /**
     * The same at all times.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * reads.delay(constant(200))
     * // a read every 5 ms
     * }</pre>
     *
     * @throws IllegalArgumentException when the rate is negative or above a million
     */
    public static Rate constant(double rate) {
        return new Rate(List.of(new Piece(checked("rate", rate), rate, 1)), true);
    }

    /**
     * From one rate evenly to another, which then stays.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * reads.stagger(ramp(10, 500, ofSeconds(30)))
     * // 10 reads a second at first, 255 after 15 s, 500 after 30 s and from then on
     * }</pre>
     *
     * @throws IllegalArgumentException when a rate is negative or above a million, or {@code over} is not positive
     */
    public static Rate ramp(double from, double to, Duration over) {
        return new Rate(List.of(new Piece(checked("from", from), checked("to", to), seconds("over", over))), false);
    }

    /**
     * One rate for a while, then another.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * reads.stagger(step(50, 400, ofSeconds(20)))
     * // 50 reads a second for 20 s, then 400
     * }</pre>
     *
     * @throws IllegalArgumentException when a rate is negative or above a million, or {@code after} is not positive
     */
    public static Rate step(double before, double then, Duration after) {
        return new Rate(
                List.of(
                        new Piece(checked("before", before), before, seconds("after", after)),
                        new Piece(checked("then", then), then, 1)),
                false);
    }

    /**
     * One rate, and another for the last part of every period.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * reads.stagger(burst(20, 1_000, ofSeconds(10), ofSeconds(1)))
     * // 20 reads a second for 9 s, 1000 for 1 s, 20 for 9 s ...
     * }</pre>
     *
     * @param every the period
     * @param length how long the peak lasts in it
     * @throws IllegalArgumentException when a rate is negative or above a million, {@code length} is not positive, or
     *     {@code every} is not longer
     */
    public static Rate burst(double base, double peak, Duration every, Duration length) {
        double high = seconds("length", length);
        if (every.compareTo(length) <= 0) {
            throw new IllegalArgumentException("every must be longer than the burst, " + length + ", not " + every);
        }
        double low = seconds("every", every) - high;
        return new Rate(
                List.of(new Piece(checked("base", base), base, low), new Piece(checked("peak", peak), peak, high)),
                true);
    }

    /** Operations a second at a moment; where the rate jumps, the new one. */
    public double at(Duration sinceBegin) {
        double left = sinceBegin.toNanos() / NANOS;
        if (recurring) {
            left %= pieces.stream().mapToDouble(Piece::seconds).sum();
        }
        for (Piece piece : pieces) {
            if (left < piece.seconds()) {
                return piece.rate(left);
            }
            left -= piece.seconds();
        }
        return last();
    }

    /** How many operations are due within the first {@code nanos}. */
    double operationsWithin(long nanos) {
        double left = nanos / NANOS;
        double operations = 0;
        if (recurring) {
            double period = pieces.stream().mapToDouble(Piece::seconds).sum();
            double periods = Math.floor(left / period);
            operations = periods * operationsOfAPeriod();
            left -= periods * period;
        }
        for (Piece piece : pieces) {
            operations += piece.operations(Math.min(left, piece.seconds()));
            left -= Math.min(left, piece.seconds());
        }
        return recurring ? operations : operations + left * last();
    }

    /**
     * When the operation after the first {@code operations} is due: the last moment by which there are no more, so that none falls
     * on a time without any. In nanoseconds; {@link #NEVER} when there are no more.
     */
    long nanosAfter(double operations) {
        double left = operations;
        double seconds = 0;
        if (recurring) {
            double most = operationsOfAPeriod();
            if (most == 0) {
                return NEVER;
            }
            double periods = Math.floor((left + ROUNDING) / most);
            left = Math.max(0, left - periods * most);
            seconds = periods * pieces.stream().mapToDouble(Piece::seconds).sum();
        }
        for (Piece piece : pieces) {
            if (left + ROUNDING < piece.operations()) {
                return Math.round((seconds + piece.secondsUntil(left)) * NANOS);
            }
            left = Math.max(0, left - piece.operations());
            seconds += piece.seconds();
        }
        return last() == 0 ? NEVER : Math.round((seconds + left / last()) * NANOS);
    }

    private double operationsOfAPeriod() {
        return pieces.stream().mapToDouble(Piece::operations).sum();
    }

    private double last() {
        return pieces.get(pieces.size() - 1).to();
    }

    private static double checked(String name, double rate) {
        if (!(rate >= 0 && rate <= MOST)) {
            throw new IllegalArgumentException(name + " must be 0 to 1000000 operations a second, not " + rate);
        }
        return rate;
    }

    private static double seconds(String name, Duration duration) {
        if (duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + duration);
        }
        return Generators.nanos(name, duration) / NANOS;
    }
}
