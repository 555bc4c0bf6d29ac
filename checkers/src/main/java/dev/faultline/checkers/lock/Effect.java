package dev.faultline.checkers.lock;

import dev.faultline.checkers.history.Operation;

/**
 * A moment, somewhere between {@code from} and {@code to}, at which the latest holder to have written to a resource was the one
 * with this token: a write that took effect, or a read that saw one.
 *
 * @param from the rank after which that moment lies
 * @param to the rank before which it lies
 */
record Effect(Operation operation, long token, int from, int to) {
    /** The token of what nobody has written to: below every other. */
    static final long NOBODY = Long.MIN_VALUE;

    /** Whether this one was over before {@code other} began. */
    boolean precedes(Effect other) {
        return to < other.from;
    }

    /** Whether this one, which ended later, is rather to be told: for its greater token, or as a write and not only a read of one. */
    boolean showsMoreThan(Effect earlier) {
        boolean plainer = !operation.function().equals("read")
                || earlier.operation.function().equals("read");
        return token > earlier.token || (token == earlier.token && plainer);
    }
}
