package dev.faultline.checkers.sequential;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.linear.Budget;
import dev.faultline.checkers.linear.ModelTransitions;
import dev.faultline.checkers.linear.Transitions;
import dev.faultline.checkers.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for an order, depth first, without recursion. A configuration is how far each chain has come and the state, and is
 * explored once.
 *
 * <p>What keeps the choices few, each without loss of an answer: an operation that never changes the state is taken as soon as it
 * is legal; a crashed operation is not taken where it would change nothing, and of crashed ones alike only the first is tried; a
 * value is not given up while a required operation still needs it and none is left that could put it again. The operation that
 * completed first is tried first, since most histories nearly are in that order.
 */
final class OrderSearch<S extends Model<S>> {
    private static final int TURNS_BETWEEN_QUESTIONS = 1 << 10;
    private static final long FORCED = Long.MAX_VALUE;

    private final ProcessOrder order;
    private final int[] before;
    private final Transitions transitions;
    private final Budget budget;
    private final int chains;
    private final Visited visited;

    /** By chain how many are placed, and the state last. */
    private final int[] configuration;

    private final int[] needsLeft;
    private final int[] putsLeft;
    private int value;
    private int requiredLeft;

    /** The operations placed, what there was before each, and the key of the choice. */
    private final int[] placed;

    private final int[] stateBefore;
    private final int[] valueBefore;
    private final long[] keys;
    private int depth;
    private long steps;
    private long turns;

    OrderSearch(ProcessOrder order, Saturation.Inferred inferred, S model, Budget budget) {
        int size = order.operations.size();
        this.order = order;
        this.before = inferred.before();
        this.steps = inferred.steps();
        this.transitions = new ModelTransitions<>(model, order.samples);
        this.budget = budget;
        this.chains = order.chains.size();
        this.visited = new Visited(chains + 1);
        this.configuration = new int[chains + 1];
        this.needsLeft = new int[order.valueCount];
        this.putsLeft = new int[order.valueCount];
        this.value = order.initialValue;
        this.placed = new int[size];
        this.stateBefore = new int[size];
        this.valueBefore = new int[size];
        this.keys = new long[size];
        configuration[chains] = transitions.initialState();
        for (int op = 0; op < size; op++) {
            count(op, 1);
        }
    }

    /** An order that the model allows: {@link Result#FOUND}, none, or out of budget. */
    enum Result {
        FOUND,
        IMPOSSIBLE,
        STEPS,
        BYTES,
        CANCELLED,
        LATE
    }

    Result run() {
        long tried = Long.MIN_VALUE;
        while (true) {
            if (tried == Long.MIN_VALUE) {
                takeIdle();
                if (requiredLeft == 0) {
                    return Result.FOUND;
                }
            }
            boolean fresh = tried != Long.MIN_VALUE || visited.add(configuration);
            int op = fresh ? choose(tried) : ProcessOrder.NONE;
            if (op != ProcessOrder.NONE) {
                place(op, key(op));
                tried = Long.MIN_VALUE;
            } else {
                tried = back();
                if (tried == FORCED) {
                    return Result.IMPOSSIBLE;
                }
            }
            Result end = spend();
            if (end != Result.FOUND) {
                return end;
            }
        }
    }

    /** FOUND while there is budget left. */
    private Result spend() {
        steps++;
        if (steps > budget.steps()) {
            return Result.STEPS;
        }
        if (++turns % TURNS_BETWEEN_QUESTIONS == 0) {
            if (budget.cancelled().getAsBoolean()) {
                return Result.CANCELLED;
            }
            if (budget.late().getAsBoolean()) {
                return Result.LATE;
            }
        }
        return visited.bytes() > budget.bytes() || visited.isFull() ? Result.BYTES : Result.FOUND;
    }

    long steps() {
        return steps;
    }

    List<Operation> found() {
        List<Operation> found = new ArrayList<>();
        Arrays.stream(placed, 0, depth).forEach(op -> found.add(order.operations.get(op)));
        return found;
    }

    private void takeIdle() {
        boolean more = true;
        while (more) {
            more = false;
            for (int chain = 0; chain < chains; chain++) {
                int op = next(chain);
                if (op != ProcessOrder.NONE
                        && order.idle[order.kindOf[op]]
                        && mayCome(op)
                        && transitions.step(configuration[chains], order.kindOf[op]) != Transitions.ILLEGAL) {
                    place(op, FORCED);
                    more = true;
                }
            }
        }
    }

    private int next(int chain) {
        List<Integer> ofChain = order.chains.get(chain);
        return configuration[chain] < ofChain.size() ? ofChain.get(configuration[chain]) : ProcessOrder.NONE;
    }

    private boolean mayCome(int op) {
        steps += before.length > 0 ? 1 + (chains >> 3) : 1;
        int follows = order.follows[op];
        if (follows != ProcessOrder.NONE && configuration[order.chainOf[follows]] <= order.placeOf[follows]) {
            return false;
        }
        for (int chain = 0; before.length > 0 && chain < chains; chain++) {
            if (configuration[chain] < before[op * chains + chain]) {
                return false;
            }
        }
        return true;
    }

    /** Smaller keys are tried first. */
    private long key(int op) {
        Operation operation = order.operations.get(op);
        return operation.isOk() ? operation.completedRank() : (1L << 32) + operation.invokedRank();
    }

    /** The untried operation that may come next, by key; none when all have been tried. */
    private int choose(long tried) {
        int best = ProcessOrder.NONE;
        for (int chain = 0; chain < chains; chain++) {
            int op = next(chain);
            if (op != ProcessOrder.NONE
                    && !order.idle[order.kindOf[op]]
                    && key(op) > tried
                    && (best == ProcessOrder.NONE || key(op) < key(best))
                    && mayCome(op)
                    && isUseful(op)) {
                best = op;
            }
        }
        return best;
    }

    private boolean isUseful(int op) {
        int state = configuration[chains];
        int next = transitions.step(state, order.kindOf[op]);
        if (next == Transitions.ILLEGAL || orphans(op)) {
            return false;
        }
        return order.operations.get(op).isOk() || (next != state && !alikeBefore(op));
    }

    /** Whether the value held would be gone while it is needed. */
    private boolean orphans(int op) {
        int put = order.put[op];
        if (!order.oneValue || put == ProcessOrder.NONE || put == value) {
            return false;
        }
        int needs = needsLeft[value] - (order.required[op] && order.needed[op] == value ? 1 : 0);
        return needs > 0 && putsLeft[value] == 0;
    }

    private boolean alikeBefore(int op) {
        for (int chain = 0; chain < order.chainOf[op]; chain++) {
            int other = next(chain);
            if (other != ProcessOrder.NONE && order.kindOf[other] == order.kindOf[op] && mayCome(other)) {
                return true;
            }
        }
        return false;
    }

    private void place(int op, long key) {
        placed[depth] = op;
        stateBefore[depth] = configuration[chains];
        valueBefore[depth] = value;
        keys[depth++] = key;
        configuration[chains] = transitions.step(configuration[chains], order.kindOf[op]);
        configuration[order.chainOf[op]]++;
        if (order.oneValue && order.put[op] != ProcessOrder.NONE) {
            value = order.put[op];
        }
        count(op, -1);
    }

    /** Undoes the last choice and what it forced; returns its key, or {@link #FORCED} when there was no choice. */
    private long back() {
        long key = FORCED;
        while (depth > 0 && key == FORCED) {
            int op = placed[--depth];
            key = keys[depth];
            configuration[chains] = stateBefore[depth];
            configuration[order.chainOf[op]]--;
            value = valueBefore[depth];
            count(op, 1);
        }
        return key;
    }

    private void count(int op, int change) {
        requiredLeft += order.required[op] ? change : 0;
        if (order.oneValue && order.needed[op] != ProcessOrder.NONE && order.required[op]) {
            needsLeft[order.needed[op]] += change;
        }
        if (order.oneValue && order.put[op] != ProcessOrder.NONE) {
            putsLeft[order.put[op]] += change;
        }
    }
}
