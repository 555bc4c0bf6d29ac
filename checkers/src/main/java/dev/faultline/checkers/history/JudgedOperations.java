package dev.faultline.checkers.history;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The judged operations of a history, which remember whose they are. */
final class JudgedOperations extends AbstractList<Operation> implements RandomAccess {
    private final History history;
    private final Operation[] operations;

    JudgedOperations(History history) {
        int[] invocations = HistoryOperations.withoutFailed(history);
        this.history = history;
        this.operations = new Operation[invocations.length];
        for (int op = 0; op < operations.length; op++) {
            operations[op] = history.operation(invocations[op]);
        }
    }

    @Override
    public Operation get(int number) {
        return operations[number];
    }

    @Override
    public int size() {
        return operations.length;
    }

    /** The same operations in columns. */
    Operations columns() {
        return HistoryOperations.of(history, this);
    }
}
