package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import java.util.ArrayList;
import java.util.List;

/** The order a search ended with, in terms of operations: each use of a class is its next operation by invocation. */
final class Linearized {
    private final Problem problem;
    private final Walk walk;

    /** By class: the events that invoke its operations. */
    private final List<List<Integer>> invocations = new ArrayList<>();

    Linearized(Problem problem, Walk walk) {
        this.problem = problem;
        this.walk = walk;
        for (int c = 0; c < problem.kindOfClass.length; c++) {
            invocations.add(new ArrayList<>());
        }
        for (int position = 0; position < problem.events.length; position++) {
            int op = problem.events[position] >> 1;
            if (problem.slotOf[op] == Problem.UNBOUNDED) {
                invocations.get(problem.classOf[problem.kindOf[op]]).add(position);
            }
        }
    }

    static boolean anyOf(boolean[] flags) {
        for (boolean flag : flags) {
            if (flag) {
                return true;
            }
        }
        return false;
    }

    /** Marks the classes of which more were used than had been invoked by then; false when there are none. */
    boolean countOverused(boolean[] counted) {
        boolean overused = false;
        int[] uses = new int[invocations.size()];
        for (int i = 0; i < walk.ordered; i++) {
            int c = -1 - walk.order[i];
            if (c >= 0) {
                int use = uses[c]++;
                List<Integer> invoked = invocations.get(c);
                if (use >= invoked.size() || invoked.get(use) >= walk.orderPositions[i]) {
                    counted[c] = true;
                    overused = true;
                }
            }
        }
        return overused;
    }

    Search.Found found(long steps) {
        int[] entries = new int[walk.ordered];
        int[] positions = new int[walk.ordered];
        raiseBuried(entries, positions);
        int[] uses = new int[invocations.size()];
        List<Operation> order = new ArrayList<>(walk.ordered);
        int[] points = new int[walk.ordered];
        for (int i = 0; i < walk.ordered; i++) {
            int op = entries[i];
            if (op < 0) {
                int c = -1 - op;
                op = problem.events[invocations.get(c).get(uses[c]++)] >> 1;
            }
            order.add(problem.operations.get(op));
            points[i] = problem.ranks[positions[i]];
        }
        return new Search.Found(order, points, steps);
    }

    /** Moves each overwritten write to just before the write that overwrote it: the last one ahead of it that was not buried. */
    private void raiseBuried(int[] entries, int[] positions) {
        int count = 0;
        for (int i = 0; i < walk.ordered; i++) {
            int entry = walk.order[i];
            int at = count;
            int position = walk.orderPositions[i];
            if (entry >= Walk.BURIED) {
                do {
                    at--;
                } while (!overwrites(entries[at]));
                position = positions[at];
                System.arraycopy(entries, at, entries, at + 1, count - at);
                System.arraycopy(positions, at, positions, at + 1, count - at);
            }
            entries[at] = entry;
            positions[at] = position;
            count++;
        }
        for (int i = 0; i < count; i++) {
            entries[i] = entries[i] < 0 ? entries[i] : entries[i] & ~Walk.BURIED;
        }
    }

    private boolean overwrites(int entry) {
        int kind = entry < 0 ? problem.kindOfClass[-1 - entry] : problem.kindOf[entry & ~Walk.BURIED];
        return entry < Walk.BURIED && problem.isBlind(kind);
    }
}
