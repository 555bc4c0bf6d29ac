package dev.faultline.checkers.linear;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Two searches in turns, whichever ends first: what is hard for the one is often easy for the other.
 *
 * <p>The <em>exact</em> one counts how often each class of crashed operations was used. The <em>relaxed</em> one takes them as
 * inexhaustible once invoked, which keeps their counts out of the configurations. If that makes no order possible, none is. If an
 * order comes out that uses some class more often than it can, the uses of that class are counted from then on, and the relaxed search
 * begins anew: counterexample-guided refinement (Clarke et al. 2000). It is left out where the model may have many states, which an
 * inexhaustible operation could lead through for ever.
 *
 * <p>Turns are measured in steps, so that the same history ends the same way anywhere; each is twice as long as the one before.
 */
final class Portfolio {
    private static final long FIRST_TURN = 1 << 14;

    private final long firstTurn;
    private final Problem problem;
    private final Budget budget;
    private final Deque<Search> arms = new ArrayDeque<>();
    private final long bytesOfArm;

    /** Steps and bytes of searches that are over. */
    private long stepsBefore;

    private long peakBytes;

    Portfolio(Problem problem, Budget budget) {
        this(problem, budget, FIRST_TURN);
    }

    /** @param firstTurn its length in steps; a small one lets small problems see both searches */
    Portfolio(Problem problem, Budget budget, long firstTurn) {
        this.firstTurn = firstTurn;
        this.problem = problem;
        this.budget = budget;
        int classes = problem.kindOfClass.length;
        boolean relaxes = classes > 0 && problem.transitions.areFew();
        this.bytesOfArm = relaxes ? Math.max(1, budget.bytes() / 2) : budget.bytes();
        if (relaxes) {
            arms.add(new Search(problem, budget, bytesOfArm, new boolean[classes]));
        }
        boolean[] all = new boolean[classes];
        Arrays.fill(all, true);
        arms.add(new Search(problem, budget, bytesOfArm, all));
    }

    /** The most bytes that were held at once. */
    long peakBytes() {
        notePeak();
        return peakBytes;
    }

    Search.Result run() {
        Search.@Nullable Exhausted lastEnd = null;
        for (long turn = firstTurn; !arms.isEmpty(); turn *= 2) {
            for (int i = arms.size(); i > 0; i--) {
                Search arm = arms.removeFirst();
                Search.Result result = arm.goOn(Math.min(turn, budget.steps() - steps(arm)));
                if (result instanceof Search.Exhausted exhausted && exhausted.kind() != Cause.BYTES) {
                    return new Search.Exhausted(exhausted.cause(), steps(arm), exhausted.kind());
                } else if (result instanceof Search.Exhausted exhausted) {
                    lastEnd = exhausted;
                    end(arm);
                } else if (result instanceof Search.Overused used) {
                    end(arm);
                    arms.addLast(new Search(problem, budget, bytesOfArm, used.classesToCount()));
                } else if (result != null) {
                    Search.Result told = result.withSteps(steps(arm));
                    end(arm);
                    return told;
                } else if (steps(arm) >= budget.steps()) {
                    return new Search.Exhausted(
                            "the search used up its " + budget.steps() + " steps", steps(arm), Cause.STEPS);
                } else {
                    arms.addLast(arm);
                }
            }
        }
        String cause = lastEnd == null ? "no search was begun" : lastEnd.cause();
        return new Search.Exhausted(cause, stepsBefore, Cause.BYTES);
    }

    private void end(Search arm) {
        stepsBefore += arm.steps();
        notePeak(arm.bytes());
    }

    private void notePeak(long... more) {
        long now = arms.stream().mapToLong(Search::bytes).sum()
                + Arrays.stream(more).sum();
        peakBytes = Math.max(peakBytes, now);
    }

    /** All steps so far, those of this arm, which has its turn, included. */
    private long steps(Search arm) {
        return stepsBefore
                + arm.steps()
                + arms.stream().mapToLong(Search::steps).sum();
    }
}
