package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.model.Counter;
import dev.faultline.checkers.model.Model;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntHeapPriorityQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counters that only go up, by one. The sweep keeps the count as low as it can be: it rises when an increment completes that
 * was not counted, and when a read completes that has not yet seen its value. It never falls, so a read sees a value if it was
 * passed between its invocation and its completion. Of the open increments those are counted first that complete first,
 * since they would have to be counted first anyway; crashed ones last. Time O(n log n).
 */
final class CounterSweep implements FastPath {
    @Override
    public String name() {
        return "counter-sweep";
    }

    @Override
    public String about() {
        return "counters that are only incremented by one, and read";
    }

    @Override
    public Answer decide(Operations operations, Model<?> model) {
        if (!(model instanceof Counter counter)) {
            return new Answer.NotMine("the model is no counter");
        }
        long[] reads = new long[operations.size()];
        boolean[] increments = new boolean[operations.size()];
        for (int op = 0; op < reads.length; op++) {
            boolean ok = operations.ok()[op];
            Object value = operations
                    .valueTable()
                    .get(ok ? operations.results()[op] : operations.arguments()[op]);
            String function = operations.functionTable().get(operations.functions()[op]);
            reads[op] = UNREAD;
            if (function.equals("increment") || (function.equals("add") && addsOne(operations, op))) {
                increments[op] = true;
            } else if (!function.equals("read") || (ok && value != null && !(value instanceof Long))) {
                return new Answer.NotMine("it cannot judge " + operations.operation(op));
            } else if (ok && value instanceof Long seen) {
                if (seen == UNREAD) {
                    return new Answer.NotMine("it cannot judge " + operations.operation(op));
                }
                reads[op] = seen;
            }
        }
        return new Sweep(operations, increments, reads, counter.value()).judge();
    }

    private static boolean addsOne(Operations operations, int op) {
        int argument = operations.arguments()[op];
        return Long.valueOf(1).equals(operations.valueTable().get(argument))
                && (!operations.ok()[op] || operations.results()[op] == argument);
    }

    /** In the place of a value: nothing was learned. */
    private static final long UNREAD = Long.MIN_VALUE;

    private static final class Sweep {
        private final Operations operations;
        private final Moments moments;
        private final boolean[] increments;
        private final long[] reads;

        /** By operation: the count when a read was invoked. */
        private final long[] countBefore;

        /** By operation: an increment that was counted. */
        private final boolean[] counted;

        /** The completions of open increments not yet counted, earliest first; and what completes then. */
        private final IntHeapPriorityQueue open = new IntHeapPriorityQueue();

        private final int[] completing;

        /** How many uncounted increments crashed. */
        private int crashed;

        private long count;

        Sweep(Operations operations, boolean[] increments, long[] reads, long initial) {
            this.operations = operations;
            this.moments = Moments.of(operations);
            this.increments = increments;
            this.reads = reads;
            this.count = initial;
            this.countBefore = new long[reads.length];
            this.counted = new boolean[reads.length];
            this.completing = new int[moments.end()];
        }

        Answer judge() {
            int[] events = new int[moments.end()];
            for (int op = 0; op < reads.length; op++) {
                events[moments.invoked()[op]] = op + 1;
                if (moments.completed()[op] < moments.end()) {
                    events[moments.completed()[op]] = -op - 1;
                    completing[moments.completed()[op]] = op;
                }
            }
            for (int event : events) {
                if (event > 0) {
                    invoke(event - 1);
                } else if (event < 0) {
                    Answer wrong = complete(-event - 1);
                    if (wrong != null) {
                        return wrong;
                    }
                }
            }
            return new Answer.Possible(new int[0]);
        }

        private void invoke(int op) {
            countBefore[op] = count;
            if (increments[op] && moments.completed()[op] < moments.end()) {
                open.enqueue(moments.completed()[op]);
            } else if (increments[op]) {
                crashed++;
            }
        }

        private @Nullable Answer complete(int op) {
            if (increments[op]) {
                if (!counted[op]) {
                    counted[op] = true;
                    open.dequeueInt();
                    count++;
                }
                return null;
            }
            long seen = reads[op];
            if (seen == UNREAD) {
                return null;
            }
            if (seen < countBefore[op]) {
                return new Answer.Impossible(
                        before(op), operations.operation(op) + ", but it stood at " + countBefore[op] + " at least");
            }
            while (count < seen && !open.isEmpty()) {
                counted[completing[open.dequeueInt()]] = true;
                count++;
            }
            while (count < seen && crashed > 0) {
                crashed--;
                count++;
            }
            return count < seen
                    ? new Answer.Impossible(
                            List.of(op), operations.operation(op) + ", but it cannot have stood above " + count)
                    : null;
        }

        /** The read, and all that had completed when it was invoked. */
        private List<Integer> before(int read) {
            IntArrayList clash = new IntArrayList();
            for (int op = 0; op < reads.length; op++) {
                if (op == read || moments.completed()[op] < moments.invoked()[read]) {
                    clash.add(op);
                }
            }
            return clash;
        }
    }
}
