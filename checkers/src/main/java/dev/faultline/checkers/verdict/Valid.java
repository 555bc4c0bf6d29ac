package dev.faultline.checkers.verdict;

import dev.faultline.checkers.history.Operation;
import java.util.List;

/**
 * The history is what the model allows.
 *
 * @param linearization every ok operation, and the crashed ones that must have happened, in an order that proves it;
 *     empty when the checker makes none
 */
public record Valid(List<Operation> linearization) implements Verdict {
    public Valid {
        linearization = List.copyOf(linearization);
    }
}
