package dev.faultline.checkers.explain;

import dev.faultline.checkers.linear.LinearizabilityWitness.Placed;
import java.util.List;

/**
 * An order that got as far as any: everything that had completed before the misfit did is in it, and the misfit itself cannot
 * follow.
 *
 * @param skipped how many operations come before those told
 * @param stateBefore the state that those leave
 * @param placed the last operations of the order, each with the state after it
 * @param deadEnd what the model says to the misfit there
 */
public record FinalPath(int skipped, String stateBefore, List<Placed> placed, String deadEnd) {
    public FinalPath {
        if (skipped < 0) {
            throw new IllegalArgumentException("skipped: at least 0, not " + skipped);
        }
        placed = List.copyOf(placed);
    }

    /** The state in which the misfit is refused. */
    public String state() {
        return placed.isEmpty() ? stateBefore : placed.get(placed.size() - 1).stateAfter();
    }
}
