package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The ability of a model to say, without being in a state, which value an operation needs and which it puts. A search
 * that knows this can tell which crashed operations nobody needs and when a value has been given up too early.
 */
public interface HoldsOneValue {
    /** The value held in this state. */
    @Nullable
    Object held();

    /** Whether operations write the value, so that a report may say who wrote it; a lock is not written. */
    default boolean isWritten() {
        return true;
    }

    /** What the operation needs and puts; agrees with {@link Model#step} in every state. */
    Access access(Operation operation);
}
