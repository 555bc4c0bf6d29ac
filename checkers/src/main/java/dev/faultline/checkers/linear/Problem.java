package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A history of one object, ready to be searched: operations are numbers, and events are walked in order.
 *
 * <p>An operation that must happen by a known event is <em>bounded</em> and has a slot while it is open. Every other one
 * is <em>unbounded</em> (it crashed) and belongs to the class of its kind.
 */
final class Problem {
    /** In the place of a slot: the operation is unbounded. */
    static final int UNBOUNDED = -1;

    final List<Operation> operations;
    final Transitions transitions;

    /** By operation: operations of one kind have the same transitions. */
    final int[] kindOf;

    /** By kind: never changes the state. */
    final boolean[] idle;

    /** By operation: its slot, or {@link #UNBOUNDED}. */
    final int[] slotOf;

    /** By operation: the position of the event that bounds it. */
    final int[] endOf;

    /** By kind: its class of unbounded operations, or -1. */
    final int[] classOf;

    /** By class: its kind. */
    final int[] kindOfClass;

    /** Operation number times two, plus one where the event is the end of a bounded operation. */
    final int[] events;

    /** By event: the rank in the history of the event that it stands for. */
    final int[] ranks;

    final int slots;

    /** By kind, how many operations of it there are, to know where two may be alike. */
    final int[] kindCounts;

    /** Present when the model holds one value. */
    final @Nullable ValueTransitions values;

    final int valueCount;

    Problem(
            List<Operation> operations,
            Transitions transitions,
            int[] kindOf,
            boolean[] idle,
            int[] ends,
            int valueCount) {
        this.operations = operations;
        this.transitions = transitions;
        this.kindOf = kindOf;
        this.idle = idle;
        this.values = transitions instanceof ValueTransitions v ? v : null;
        this.valueCount = valueCount;
        long[] order = order(operations, ends);
        this.events = new int[order.length];
        this.ranks = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            events[i] = (int) order[i];
            ranks[i] = (int) (order[i] >>> 32);
        }
        this.slotOf = new int[operations.size()];
        this.endOf = new int[operations.size()];
        this.slots = assignSlots(ends);
        this.kindCounts = new int[idle.length];
        for (int kind : kindOf) {
            kindCounts[kind]++;
        }
        this.classOf = new int[idle.length];
        this.kindOfClass = classes();
    }

    /** Whether an operation of that kind puts a value wherever it takes effect. */
    boolean isBlind(int kind) {
        return values != null
                && values.neededByKind()[kind] == ValueTransitions.NONE
                && values.putByKind()[kind] != ValueTransitions.NONE;
    }

    /** Events sorted by rank. An operation bounded by another ends at the same rank; which comes first is all the same. */
    private static long[] order(List<Operation> operations, int[] ends) {
        long[] order = new long[2 * operations.size()];
        int count = 0;
        for (int op = 0; op < operations.size(); op++) {
            order[count++] = (long) operations.get(op).invokedRank() << 32 | op * 2L;
            if (ends[op] != Operation.NEVER) {
                order[count++] = (long) ends[op] << 32 | op * 2L + 1;
            }
        }
        order = Arrays.copyOf(order, count);
        Arrays.sort(order);
        return order;
    }

    private int assignSlots(int[] ends) {
        int[] free = new int[operations.size()];
        int freeCount = 0;
        int used = 0;
        for (int i = 0; i < events.length; i++) {
            int op = events[i] >> 1;
            if ((events[i] & 1) == 1) {
                endOf[op] = i;
                free[freeCount++] = slotOf[op];
            } else if (ends[op] == Operation.NEVER) {
                slotOf[op] = UNBOUNDED;
                endOf[op] = Integer.MAX_VALUE;
            } else {
                slotOf[op] = freeCount > 0 ? free[--freeCount] : used++;
            }
        }
        return used;
    }

    private int[] classes() {
        Arrays.fill(classOf, -1);
        int[] kinds = new int[idle.length];
        int count = 0;
        for (int op = 0; op < slotOf.length; op++) {
            int kind = kindOf[op];
            if (slotOf[op] == UNBOUNDED && classOf[kind] < 0) {
                kinds[count] = kind;
                classOf[kind] = count++;
            }
        }
        return Arrays.copyOf(kinds, count);
    }
}
