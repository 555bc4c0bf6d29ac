package dev.faultline.checkers.sequential;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Step;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tries every order of a few operations that keeps the order of each process. Shares nothing with the search. */
final class EveryInterleaving<S extends Model<S>> {
    private record Place<S>(BitSet placed, S state) {}

    private final List<Operation> operations;
    private final Set<Place<S>> visited = new HashSet<>();

    private EveryInterleaving(List<Operation> operations) {
        this.operations = operations;
    }

    static <S extends Model<S>> boolean exists(List<Operation> operations, S model) {
        return new EveryInterleaving<S>(operations).place(new BitSet(), model);
    }

    private boolean place(BitSet placed, S state) {
        if (!visited.add(new Place<>((BitSet) placed.clone(), state))) {
            return false;
        }
        boolean done = true;
        for (int op = 0; op < operations.size(); op++) {
            done &= placed.get(op) || !operations.get(op).isOk();
        }
        if (done) {
            return true;
        }
        for (int op = 0; op < operations.size(); op++) {
            if (!placed.get(op) && mayCome(op, placed) && state.step(operations.get(op)) instanceof Step.Next<S> next) {
                placed.set(op);
                if (place(placed, next.state())) {
                    return true;
                }
                placed.clear(op);
            }
        }
        return false;
    }

    /** Whether all that its process had completed before is placed. */
    private boolean mayCome(int op, BitSet placed) {
        for (int other = 0; other < operations.size(); other++) {
            boolean before =
                    operations.get(other).process().equals(operations.get(op).process())
                            && operations.get(other).completedRank()
                                    < operations.get(op).invokedRank();
            if (before && !placed.get(other)) {
                return false;
            }
        }
        return true;
    }
}
