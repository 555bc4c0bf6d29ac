package dev.faultline.checkers.explain;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Step;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tries every order of a few operations that respects real time. Shares nothing with the search and with the frontier. */
final class EveryOrder<S extends Model<S>> {
    private record Place<S>(BitSet placed, S state) {}

    private final List<Operation> operations;
    private final Set<Place<S>> visited = new HashSet<>();
    private final Set<S> ends = new HashSet<>();

    private EveryOrder(List<Operation> operations) {
        this.operations = operations;
    }

    /** The states in which orders of all completed operations can end; none when there is no such order. */
    static <S extends Model<S>> Set<S> ends(List<Operation> operations, S model) {
        EveryOrder<S> orders = new EveryOrder<>(operations);
        orders.place(new BitSet(), model);
        return orders.ends;
    }

    private void place(BitSet placed, S state) {
        if (!visited.add(new Place<>((BitSet) placed.clone(), state))) {
            return;
        }
        int firstEnd = Operation.NEVER;
        for (int op = 0; op < operations.size(); op++) {
            if (!placed.get(op)) {
                firstEnd = Math.min(firstEnd, operations.get(op).completedRank());
            }
        }
        if (firstEnd == Operation.NEVER) {
            ends.add(state);
        }
        for (int op = 0; op < operations.size(); op++) {
            if (!placed.get(op)
                    && operations.get(op).invokedRank() < firstEnd
                    && state.step(operations.get(op)) instanceof Step.Next<S> next) {
                placed.set(op);
                place(placed, next.state());
                placed.clear(op);
            }
        }
    }
}
