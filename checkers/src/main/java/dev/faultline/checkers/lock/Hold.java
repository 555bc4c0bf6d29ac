package dev.faultline.checkers.lock;

import dev.faultline.checkers.history.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * What one holder did under one token: from the completion of its acquisition to the invocation of the last thing it did in the
 * belief that it held the lock. That it believed so for longer is not known.
 */
final class Hold {
    private final Operation acquired;
    private final List<Operation> operations = new ArrayList<>();

    Hold(Operation acquired) {
        this.acquired = acquired;
    }

    void add(Operation operation) {
        operations.add(operation);
    }

    Operation acquired() {
        return acquired;
    }

    /** What was done under this token, failed operations included, in order of invocation. */
    List<Operation> operations() {
        return operations;
    }

    long fromNanos() {
        return acquired.completedAt();
    }

    long toNanos() {
        return operations.isEmpty()
                ? acquired.completedAt()
                : operations.get(operations.size() - 1).invokedAt();
    }

    /** When the lease was last known to be granted or prolonged before that moment: the request for it had then been sent. */
    long renewedNanos(long moment) {
        long renewed = acquired.completedAt();
        for (Operation operation : operations) {
            if (operation.function().equals("renew") && operation.isOk() && operation.completedAt() <= moment) {
                renewed = operation.completedAt();
            }
        }
        return renewed;
    }
}
