package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Operations;
import java.util.Arrays;

/**
 * Invocations and completions as small numbers in their order, so that arrays can be indexed by them. Time between the
 * events at moments t and t + 1 is <em>slot</em> t: an operation takes effect in one of the slots from its invocation up to,
 * not including, its completion. In one slot any number of operations can happen, in any order.
 *
 * @param invoked by operation
 * @param completed by operation; {@code end} for one that crashed
 * @param end above every moment, and the number of slots
 */
record Moments(int[] invoked, int[] completed, int end) {
    /** How many unused numbers are tolerated for each operation before all are numbered anew. */
    private static final int SPARSE = 8;

    static Moments of(Operations operations) {
        int[] invoked = operations.invoked();
        int[] completed = operations.completed().clone();
        int last = -1;
        for (int op = 0; op < completed.length; op++) {
            last = Math.max(last, completed[op] == Operation.NEVER ? invoked[op] : completed[op]);
        }
        if (last / SPARSE > completed.length) {
            return renumbered(invoked, completed);
        }
        for (int op = 0; op < completed.length; op++) {
            completed[op] = Math.min(completed[op], last + 1);
        }
        return new Moments(invoked, completed, last + 1);
    }

    private static Moments renumbered(int[] invoked, int[] completed) {
        int count = invoked.length;
        long[] events = new long[2 * count];
        for (int op = 0; op < count; op++) {
            events[2 * op] = (long) invoked[op] << 32 | 2L * op;
            events[2 * op + 1] = (long) completed[op] << 32 | 2L * op + 1;
        }
        Arrays.sort(events);
        int[] begins = new int[count];
        int end = 0;
        for (long event : events) {
            int number = (int) event;
            if ((number & 1) == 0) {
                begins[number / 2] = end++;
            } else if (event >>> 32 == Operation.NEVER) {
                completed[number / 2] = Integer.MAX_VALUE;
            } else {
                completed[number / 2] = end++;
            }
        }
        for (int op = 0; op < count; op++) {
            completed[op] = Math.min(completed[op], end);
        }
        return new Moments(begins, completed, end);
    }
}
