package dev.faultline.checkers.explain;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import dev.faultline.checkers.linear.LinearizabilityWitness.Placed;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The orders that get as far as the misfit, and what the model says to it at the end of each.
 *
 * <p>One such order is known from the check. All but its last operations are kept as they are, and the rest is ordered in every
 * other way that real time allows, with any of the operations that are still open among it, until enough different states
 * have been met in which the misfit is refused.
 */
final class Frontier<S extends Model<S>> {
    /** Orders told: one for each state at the dead end, as nobody reads more. */
    static final int PATHS_MAX = 12;

    /** How much of the end of the known order is taken apart. */
    private static final int REORDERED = 24;

    private static final int NODES_MAX = 20_000;

    private final S model;
    private final LinearizabilityWitness witness;
    private final List<Operation> pool = new ArrayList<>();
    private final Map<S, FinalPath> deadEnds = new LinkedHashMap<>();
    private final Set<Node<S>> visited = new HashSet<>();
    private final List<Placed> tail = new ArrayList<>();
    private final int skipped;
    private String stateBefore = "";
    private int nodes;

    private record Node<S>(long placed, S state) {}

    Frontier(S model, LinearizabilityWitness witness) {
        this.model = model;
        this.witness = witness;
        this.skipped = Math.max(0, witness.longestOrder().size() - REORDERED);
    }

    List<FinalPath> paths() {
        List<Placed> order = witness.longestOrder();
        S state = model;
        Set<Integer> kept = new HashSet<>();
        for (Placed placed : order.subList(0, skipped)) {
            if (!(state.step(placed.operation()) instanceof Step.Next<S> next)) {
                throw new IllegalStateException(placed.operation() + " is in the order, but not legal in " + state);
            }
            state = next.state();
            kept.add(placed.operation().invokedRank());
        }
        stateBefore = state.describe();
        order.subList(skipped, order.size()).forEach(placed -> pool.add(placed.operation()));
        addOpen(kept);
        if (!order.isEmpty() || witness.prefix().size() <= Long.SIZE) {
            extend(0L, state);
        }
        return List.copyOf(deadEnds.values());
    }

    /** The operations that the known order does without, the latest first, as far as a mask holds them. */
    private void addOpen(Set<Integer> kept) {
        Set<Integer> known = new HashSet<>(kept);
        pool.forEach(operation -> known.add(operation.invokedRank()));
        known.add(witness.misfit().invokedRank());
        List<Operation> prefix = witness.prefix();
        for (int op = prefix.size() - 1; op >= 0 && pool.size() < Long.SIZE; op--) {
            Operation operation = prefix.get(op);
            if (!known.contains(operation.invokedRank()) && (operation.isOk() || !model.changesNothing(operation))) {
                pool.add(operation);
            }
        }
    }

    /** Depth first; no deeper than the pool is large. */
    private void extend(long placed, S state) {
        if (++nodes > NODES_MAX || !visited.add(new Node<>(placed, state))) {
            return;
        }
        int mustEnd = firstEnd(placed);
        if (mustEnd == Operation.NEVER && state.step(witness.misfit()) instanceof Step.Illegal<S> refusal) {
            tell(state, refusal);
        }
        for (int op = 0; op < pool.size(); op++) {
            Operation operation = pool.get(op);
            if ((placed >>> op & 1) == 0
                    && operation.invokedRank() < mustEnd
                    && !alikeBefore(op, placed)
                    && state.step(operation) instanceof Step.Next<S> next) {
                tail.add(new Placed(operation, next.state().describe()));
                extend(placed | 1L << op, next.state());
                tail.remove(tail.size() - 1);
            }
        }
    }

    /** Of the orders that end in one state the shortest is told: it uses no open operation without need. */
    private void tell(S state, Step.Illegal<S> refusal) {
        FinalPath known = deadEnds.get(state);
        if (known == null ? deadEnds.size() < PATHS_MAX : known.placed().size() > tail.size()) {
            deadEnds.put(state, new FinalPath(skipped, stateBefore, tail, refusal.message()));
        }
    }

    private int firstEnd(long placed) {
        int first = Operation.NEVER;
        for (int op = 0; op < pool.size(); op++) {
            if ((placed >>> op & 1) == 0) {
                first = Math.min(first, pool.get(op).completedRank());
            }
        }
        return first;
    }

    /** Of open operations that do the same, one is as good as another. */
    private boolean alikeBefore(int op, long placed) {
        Operation operation = pool.get(op);
        if (operation.isOk()) {
            return false;
        }
        for (int other = 0; other < op; other++) {
            if ((placed >>> other & 1) == 0 && isAlike(pool.get(other), operation)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAlike(Operation first, Operation second) {
        return !first.isOk()
                && first.function().equals(second.function())
                && Objects.equals(first.value(), second.value());
    }
}
