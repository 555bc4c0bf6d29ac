package dev.faultline.checkers.history;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The judged operations of a history, which remember whose they are. Each is made when it is first asked for: many algorithms look at
 * columns alone.
 */
final class JudgedOperations extends AbstractList<Operation> implements RandomAccess {
    private final History history;
    private final int[] invocations;
    private final @Nullable Operation[] made;
    private @Nullable Operations columns;

    JudgedOperations(History history) {
        this.history = history;
        this.invocations = HistoryOperations.withoutFailed(history);
        this.made = new Operation[invocations.length];
    }

    @Override
    public Operation get(int number) {
        Operation operation = made[number];
        if (operation == null) {
            operation = history.operation(invocations[number]);
            made[number] = operation;
        }
        return operation;
    }

    @Override
    public int size() {
        return made.length;
    }

    /** The same operations in columns. */
    Operations columns() {
        Operations known = columns;
        if (known == null) {
            known = HistoryOperations.of(history, invocations, this);
            columns = known;
        }
        return known;
    }
}
