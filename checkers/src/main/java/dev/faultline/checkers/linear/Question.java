package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Model;
import java.util.List;

/** Whether operations on one object can be put in order, asked again and again of weaker forms of one history. */
record Question<S extends Model<S>>(S model, Budget budget) {

    Search.Result ask(List<Operation> operations) {
        return Search.run(Preparation.prepare(operations, model), budget);
    }

    /** Asks for no more than that many steps. */
    Search.Result ask(List<Operation> operations, long stepsMax) {
        return Search.run(Preparation.prepare(operations, model), budget.atMost(Math.max(1, stepsMax)));
    }
}
