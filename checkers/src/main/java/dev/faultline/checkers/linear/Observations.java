package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Outcome;
import dev.faultline.checkers.model.Model;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The operations of a history that a model judges: those that happened or may have, and failures it learns from. */
final class Observations {
    private Observations() {}

    static List<Operation> judged(History history, Model<?> model) {
        if (!model.observesFailures()) {
            return history.judged();
        }
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
