package dev.faultline.checkers.sequential;

import java.util.ArrayList;
import java.util.List;

/**
 * What must precede what, for a model that holds one value, inferred from values that were put once: no other put may come between
 * the one that an operation takes its value from and that operation. So a put that precedes the operation precedes its writer,
 * and one that follows the writer follows the operation; to a fixpoint, as in gradual consistency checking (Zennou, Bouajjani,
 * Enea, Erradi, CAV 2019). A cycle means that there is no order. Values put more than once infer nothing.
 *
 * <p>Since chains are ordered, an operation knows what precedes it by one number a chain, and of each chain only the last
 * put before and the first put after can tell anything new: O(n k log n) a round for n operations in k chains.
 */
final class Saturation {
    /** Beyond this the numbers would take more memory than they are worth. */
    private static final long CELLS_MAX = 40_000_000;

    private final ProcessOrder order;
    private final int chains;

    /** By operation and chain: how many of that chain precede the operation or are it. */
    private final int[] upTo;

    private final List<List<Integer>> successors = new ArrayList<>();

    /** By chain: its puts. */
    private final List<List<Integer>> puts = new ArrayList<>();

    private boolean changed;
    private long steps;

    private Saturation(ProcessOrder order) {
        this.order = order;
        this.chains = order.chains.size();
        this.upTo = new int[order.operations.size() * chains];
        order.operations.forEach(operation -> successors.add(new ArrayList<>(2)));
        for (List<Integer> chain : order.chains) {
            puts.add(chain.stream()
                    .filter(op -> order.required[op] && order.put[op] != ProcessOrder.NONE)
                    .toList());
        }
    }

    /**
     * What came of it.
     *
     * @param before by operation and chain, how many of that chain must come before it; empty when nothing was inferred
     * @param cycle operations each of which must precede the next, and the last the first; empty when there is no such cycle
     */
    record Inferred(int[] before, List<Integer> cycle, long steps) {}

    static Inferred of(ProcessOrder order, long stepsMax) {
        long cells = (long) order.operations.size() * order.chains.size();
        if (!order.oneValue || cells > Math.min(CELLS_MAX, stepsMax)) {
            return new Inferred(new int[0], List.of(), 0);
        }
        return new Saturation(order).infer(stepsMax);
    }

    private Inferred infer(long stepsMax) {
        int[] writers = order.onlyWriters();
        for (int op = 0; op < order.needed.length; op++) {
            link(order.follows[op], op);
            if (order.required[op] && order.needed[op] != ProcessOrder.NONE) {
                link(writers[order.needed[op]], op);
            }
        }
        do {
            List<Integer> cycle = propagate();
            if (!cycle.isEmpty()) {
                return new Inferred(new int[0], cycle, steps);
            }
            changed = false;
            for (int op = 0; op < order.needed.length && steps < stepsMax; op++) {
                int writer = order.required[op] && order.needed[op] != ProcessOrder.NONE
                        ? writers[order.needed[op]]
                        : ProcessOrder.NONE;
                if (writer != ProcessOrder.NONE && writer != op) {
                    separate(writer, op);
                }
            }
        } while (changed && steps < stepsMax);
        List<Integer> cycle = propagate();
        return cycle.isEmpty() ? new Inferred(strictly(), List.of(), steps) : new Inferred(new int[0], cycle, steps);
    }

    private void link(int from, int to) {
        if (from != ProcessOrder.NONE) {
            successors.get(from).add(to);
        }
    }

    /** No put between a writer and an operation that takes its value. */
    private void separate(int writer, int op) {
        steps += chains;
        for (int chain = 0; chain < chains; chain++) {
            List<Integer> ofChain = puts.get(chain);
            int last = firstNotBefore(ofChain, op) - 1;
            if (last >= 0 && ofChain.get(last) == writer) {
                last--;
            }
            if (last >= 0 && !precedes(ofChain.get(last), writer)) {
                require(ofChain.get(last), writer);
            }
            int next = firstAfter(ofChain, writer);
            if (next < ofChain.size() && ofChain.get(next) == op) {
                next++;
            }
            if (next < ofChain.size() && !precedes(op, ofChain.get(next))) {
                require(op, ofChain.get(next));
            }
        }
    }

    private void require(int from, int to) {
        successors.get(from).add(to);
        changed = true;
    }

    private boolean precedes(int first, int second) {
        return upTo[second * chains + order.chainOf[first]] > order.placeOf[first];
    }

    /** Of puts in the order of their chain, the first that is not before the operation. */
    private int firstNotBefore(List<Integer> ofChain, int op) {
        int low = 0;
        int high = ofChain.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int candidate = ofChain.get(middle);
            if (candidate != op && precedes(candidate, op)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Of puts in the order of their chain, the first that comes after the writer. */
    private int firstAfter(List<Integer> ofChain, int writer) {
        int low = 0;
        int high = ofChain.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int candidate = ofChain.get(middle);
            if (candidate == writer || !precedes(writer, candidate)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Brings every operation up to what precedes it, in topological order; a cycle ends it. */
    private List<Integer> propagate() {
        int size = successors.size();
        int[] missing = new int[size];
        successors.forEach(list -> list.forEach(to -> missing[to]++));
        int[] ready = new int[size];
        int count = 0;
        for (int op = 0; op < size; op++) {
            if (missing[op] == 0) {
                ready[count++] = op;
            }
        }
        for (int done = 0; done < count; done++) {
            int op = ready[done];
            int own = op * chains + order.chainOf[op];
            upTo[own] = Math.max(upTo[own], order.placeOf[op] + 1);
            for (int to : successors.get(op)) {
                steps += chains;
                for (int chain = 0; chain < chains; chain++) {
                    upTo[to * chains + chain] = Math.max(upTo[to * chains + chain], upTo[op * chains + chain]);
                }
                if (--missing[to] == 0) {
                    ready[count++] = to;
                }
            }
        }
        return count == size ? List.of() : cycle(missing);
    }

    /** Every operation that waits has a predecessor that waits; going back along those must come round. */
    private List<Integer> cycle(int[] missing) {
        int[] waitsFor = new int[missing.length];
        int at = 0;
        for (int op = 0; op < missing.length; op++) {
            for (int to : successors.get(op)) {
                if (missing[op] > 0 && missing[to] > 0) {
                    waitsFor[to] = op;
                    at = to;
                }
            }
        }
        boolean[] seen = new boolean[missing.length];
        while (!seen[at]) {
            seen[at] = true;
            at = waitsFor[at];
        }
        List<Integer> cycle = new ArrayList<>();
        for (int op = at; cycle.isEmpty() || op != at; op = waitsFor[op]) {
            cycle.add(0, op);
        }
        return cycle;
    }

    /** The same without the operation itself. */
    private int[] strictly() {
        for (int op = 0; op < order.chainOf.length; op++) {
            upTo[op * chains + order.chainOf[op]]--;
        }
        return upTo;
    }
}
