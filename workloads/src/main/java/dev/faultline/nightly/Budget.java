package dev.faultline.nightly;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which test is next, so that a night ends in time: the one with the fewest runs so far, of those that failed the night before first,
 * as long as it is likely to be over in time.
 */
public final class Budget {
    /** What a run takes beyond its time limit, until one was seen: provisioning, recovery, judging. */
    private static final Duration OVERHEAD = Duration.ofSeconds(30);

    private final Duration total;
    private final List<Turn> turns = new ArrayList<>();
    private Duration overhead = OVERHEAD;

    /**
     * One test's share of the night.
     *
     * @param index in the matrix
     * @param timeLimit how long clients work in one run
     */
    private record Turn(int index, Duration timeLimit, boolean failedBefore, int runs) {}

    public Budget(Duration total) {
        this.total = total;
    }

    /** One more test, the next of the matrix. */
    public void add(Duration timeLimit, boolean failedBefore) {
        turns.add(new Turn(turns.size(), timeLimit, failedBefore, 0));
    }

    /** The index of the test that is next, when there is time for one. */
    public Optional<Integer> next(Duration elapsed) {
        Duration left = total.minus(elapsed);
        return turns.stream()
                .filter(turn -> turn.timeLimit().plus(overhead).compareTo(left) <= 0)
                .min(Comparator.comparingInt(Turn::runs)
                        .thenComparing(turn -> !turn.failedBefore())
                        .thenComparingInt(Turn::index))
                .map(Turn::index);
    }

    /** A run of that test is over. */
    public void took(int index, Duration time) {
        Turn turn = turns.get(index);
        turns.set(index, new Turn(index, turn.timeLimit(), turn.failedBefore(), turn.runs() + 1));
        Duration beyond = time.minus(turn.timeLimit());
        if (beyond.compareTo(overhead) > 0) {
            overhead = beyond;
        }
    }
}
