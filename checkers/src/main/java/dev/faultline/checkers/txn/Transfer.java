package dev.faultline.checkers.txn;

import dev.faultline.checkers.history.Keyword;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import java.util.Map;

/** Money that is moved, or may have been, from one account to another. */
record Transfer(Operation operation, long from, long to, long amount) {

    static Transfer of(Operation operation) {
        if (operation.argument() instanceof Map<?, ?> transfer
                && transfer.get(Keyword.of("from")) instanceof Long from
                && transfer.get(Keyword.of("to")) instanceof Long to
                && transfer.get(Keyword.of("amount")) instanceof Long amount) {
            return new Transfer(operation, from, to, amount);
        }
        throw new MalformedOperation(operation + ": expected a transfer {:from A, :to B, :amount N}");
    }

    boolean overlaps(Transfer other) {
        return operation.invokedRank() < other.operation.completedRank()
                && other.operation.invokedRank() < operation.completedRank();
    }

    /** What there is too much, or with a minus too little, once this one's change of that account is undone and its other change is not. */
    long excessWithout(long account) {
        return account == from ? amount : account == to ? -amount : 0;
    }

    /** {@code 5 from 0 to 1}. */
    String words() {
        return amount + " from " + from + " to " + to;
    }
}
