package dev.faultline.checkers.linear;

import java.util.Arrays;

/**
 * A place in the walk over a problem's events, forth and back: which operations are open, which of those are already
 * linearized, how many unbounded ones are there and used, and the order made so far.
 */
final class Walk {
    static final int DONE = -1;

    /** Added to an entry of the order, which then belongs before the last write ahead of it that needs nothing. */
    static final int BURIED = 1 << 30;

    private final Problem problem;
    final int words;

    /** By slot: the open bounded operation. */
    final int[] openOp;

    /** Slots in use; slots whose operation is linearized. */
    final long[] open;

    final long[] linearized;

    /** Slots in use by operations that never change a state. */
    final long[] idle;

    /** Slots in use by writes that need nothing. */
    final long[] blind;

    /** Of those not linearized: slots whose write was open when another one took effect; it may have been overwritten there. */
    final long[] free;

    /** By class of unbounded operations. */
    final int[] invoked;

    /** By class: how many were used, as far as they are counted; see {@link Search}. */
    final int[] used;

    private final boolean[] counted;

    /** By value: operations not yet linearized, in the whole history, that need it or put it. */
    final int[] boundedNeeds;

    final int[] unboundedNeeds;
    final int[] puts;

    int position;
    int state;

    /** The order so far: a bounded operation, perhaps {@link #BURIED}, or -1 minus the class of an unbounded one. */
    int[] order = new int[64];

    /** By place in the order: the position at which it was linearized. */
    int[] orderPositions = new int[64];

    int ordered;

    Walk(Problem problem, boolean[] counted) {
        this.problem = problem;
        this.counted = counted;
        this.words = Math.max(1, (problem.slots + 63) / 64);
        this.openOp = new int[problem.slots];
        this.open = new long[words];
        this.linearized = new long[words];
        this.idle = new long[words];
        this.blind = new long[words];
        this.free = new long[words];
        this.invoked = new int[problem.kindOfClass.length];
        this.used = new int[problem.kindOfClass.length];
        this.boundedNeeds = new int[problem.valueCount];
        this.unboundedNeeds = new int[problem.valueCount];
        this.puts = new int[problem.valueCount];
        this.state = problem.transitions.initialState();
        countValues();
    }

    private void countValues() {
        ValueTransitions values = problem.values;
        if (values == null) {
            return;
        }
        for (int op = 0; op < problem.kindOf.length; op++) {
            count(values, problem.kindOf[op], problem.slotOf[op] != Problem.UNBOUNDED, 1);
        }
    }

    private void count(ValueTransitions values, int kind, boolean bounded, int change) {
        int needed = values.neededByKind()[kind];
        if (needed >= 0) {
            (bounded ? boundedNeeds : unboundedNeeds)[needed] += change;
        }
        int put = values.putByKind()[kind];
        if (put >= 0) {
            puts[put] += change;
        }
    }

    /**
     * Goes on to the end of an operation that is not linearized yet, taking on the way what costs nothing.
     *
     * @return that operation, or {@link #DONE} when all events are behind
     */
    int advance() {
        int[] events = problem.events;
        while (position < events.length) {
            int op = events[position] >> 1;
            int slot = problem.slotOf[op];
            if ((events[position] & 1) == 0) {
                begin(op, slot);
            } else if (isLinearized(slot)) {
                clear(linearized, slot);
                vacate(slot);
            } else {
                takeIdle();
                if (!isLinearized(slot)) {
                    return op;
                }
                continue;
            }
            position++;
        }
        return DONE;
    }

    private void begin(int op, int slot) {
        if (slot == Problem.UNBOUNDED) {
            invoked[problem.classOf[problem.kindOf[op]]]++;
        } else {
            occupy(slot, op);
        }
    }

    private void occupy(int slot, int op) {
        openOp[slot] = op;
        set(open, slot);
        if (problem.idle[problem.kindOf[op]]) {
            set(idle, slot);
        } else if (problem.isBlind(problem.kindOf[op])) {
            set(blind, slot);
        }
    }

    private void vacate(int slot) {
        clear(open, slot);
        clear(idle, slot);
        clear(blind, slot);
    }

    /** Linearizes every open operation that is legal and never changes a state: nothing is lost by it. */
    private void takeIdle() {
        for (int w = 0; w < words; w++) {
            for (long rest = idle[w] & ~linearized[w]; rest != 0; rest &= rest - 1) {
                int op = openOp[w * 64 + Long.numberOfTrailingZeros(rest)];
                int kind = problem.kindOf[op];
                if (problem.transitions.step(state, kind) != Transitions.ILLEGAL) {
                    linearize(op);
                }
            }
        }
    }

    /** A write that needs nothing has taken effect: every other one that is open may have been overwritten by it. */
    void overwrite() {
        for (int w = 0; w < words; w++) {
            free[w] |= blind[w] & ~linearized[w];
        }
    }

    /** Whether a write that needs nothing would overwrite one that is not free yet. */
    boolean wouldFree() {
        for (int w = 0; w < words; w++) {
            if ((blind[w] & ~linearized[w] & ~free[w]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Takes a free write as overwritten: its place in the order is before an entry that is there already. */
    void bury(int op) {
        linearize(op);
        order[ordered - 1] |= BURIED;
    }

    /** Puts a bounded operation next in the order, without changing the state. */
    void linearize(int op) {
        set(linearized, problem.slotOf[op]);
        clear(free, problem.slotOf[op]);
        append(op);
        if (problem.values != null) {
            count(problem.values, problem.kindOf[op], true, -1);
        }
    }

    /** Puts the earliest unused operation of a class next in the order, without changing the state. */
    void useClass(int classNumber) {
        append(-1 - classNumber);
        if (counted[classNumber]) {
            recount(classNumber, 1);
        }
    }

    private void recount(int classNumber, int change) {
        used[classNumber] += change;
        if (problem.values != null) {
            count(problem.values, problem.kindOfClass[classNumber], false, -change);
        }
    }

    private void append(int entry) {
        if (ordered == order.length) {
            order = Arrays.copyOf(order, 2 * ordered);
            orderPositions = Arrays.copyOf(orderPositions, 2 * ordered);
        }
        order[ordered] = entry;
        orderPositions[ordered++] = position;
    }

    /** Returns to an earlier place: to that position and that length of the order. State and mask are the caller's. */
    void retreat(int toPosition, int toOrdered) {
        while (position > toPosition) {
            position--;
            int op = problem.events[position] >> 1;
            int slot = problem.slotOf[op];
            if (slot == Problem.UNBOUNDED) {
                invoked[problem.classOf[problem.kindOf[op]]]--;
            } else if ((problem.events[position] & 1) == 1) {
                occupy(slot, op);
            } else {
                vacate(slot);
            }
        }
        while (ordered > toOrdered) {
            int entry = order[--ordered];
            if (entry >= 0 && problem.values != null) {
                count(problem.values, problem.kindOf[entry & ~BURIED], true, 1);
            } else if (entry < 0 && counted[-1 - entry]) {
                recount(-1 - entry, -1);
            }
        }
    }

    boolean isFree(int slot) {
        return (free[slot >> 6] >>> slot & 1) != 0;
    }

    boolean isLinearized(int slot) {
        return (linearized[slot >> 6] >>> slot & 1) != 0;
    }

    private static void set(long[] bits, int slot) {
        bits[slot >> 6] |= 1L << slot;
    }

    private static void clear(long[] bits, int slot) {
        bits[slot >> 6] &= ~(1L << slot);
    }
}
