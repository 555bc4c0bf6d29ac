package dev.faultline.checkers.txn;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.txn.AppendTransaction.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether a few transactions over lists are serializable, by trying every order, with and without each that crashed. */
final class SerializabilityOracle {
    private final List<AppendTransaction> transactions;
    private final boolean[] done;

    private SerializabilityOracle(List<Operation> operations) {
        this.transactions = operations.stream().map(AppendTransaction::of).toList();
        this.done = new boolean[transactions.size()];
    }

    static boolean isSerializable(History history) {
        return new SerializabilityOracle(history.judged()).anyOrder(Map.of());
    }

    private boolean anyOrder(Map<Object, List<Object>> lists) {
        boolean all = true;
        for (int i = 0; i < done.length; i++) {
            all &= done[i] || !transactions.get(i).operation().isOk();
        }
        if (all) {
            return true;
        }
        for (int i = 0; i < done.length; i++) {
            if (done[i]) {
                continue;
            }
            Map<Object, List<Object>> after = new HashMap<>();
            lists.forEach((key, list) -> after.put(key, new ArrayList<>(list)));
            if (happens(transactions.get(i), after)) {
                done[i] = true;
                boolean possible = anyOrder(after);
                done[i] = false;
                if (possible) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean happens(AppendTransaction transaction, Map<Object, List<Object>> lists) {
        for (Step step : transaction.steps()) {
            List<Object> list = lists.computeIfAbsent(step.key(), key -> new ArrayList<>());
            if (step.append()) {
                list.add(step.element());
            } else if (step.list() != null && !list.equals(step.list())) {
                return false;
            }
        }
        return true;
    }
}
