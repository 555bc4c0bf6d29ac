package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.history.Outcome;
import dev.faultline.checkers.model.Model;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The operations of a history that a model judges: those that happened or may have, and failures it learns from. */
final class Observations {
    private Observations() {}

    static List<Operation> judged(History history, Model<?> model) {
        return learnsFromFailures(history, model) ? withObservations(history, model) : history.judged();
    }

    private static boolean learnsFromFailures(History history, Model<?> model) {
        Operations all = history.columnsWithFailed();
        for (int op = 0; op < all.size(); op++) {
            if (all.failed()[op] && model.observed(all.operation(op)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static List<Operation> withObservations(History history, Model<?> model) {
        List<Operation> judged = new ArrayList<>();
        for (Operation operation : history.operations()) {
            if (operation.outcome() != Outcome.FAIL) {
                judged.add(operation);
            } else {
                model.observed(operation).ifPresent(judged::add);
            }
        }
        return Collections.unmodifiableList(judged);
    }
}
