package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A sequential object in one of its states. Immutable, with {@code equals} and {@code hashCode} by state: a record.
 *
 * @param <S> the model itself
 */
public interface Model<S extends Model<S>> {
    /**
     * What the operation does in this state. Depends on nothing but this state, its function, its value, whether it is ok
     * or crashed (a crashed one was never answered) and, for a model that {@link #seesProcess}, its process.
     */
    Step<S> step(Operation operation);

    /** The functions it knows; empty when it takes any. A history with others cannot be judged by it. */
    default Set<String> functions() {
        return Set.of();
    }

    /**
     * Whether the operation leaves every state unchanged in which it is legal, as a read does. Answering false is always
     * sound, answering true lets a search take it without looking at alternatives.
     */
    default boolean changesNothing(Operation operation) {
        return false;
    }

    /**
     * Maps every state onto one that stands for it: no sequence of these operations, each used as often as one likes, is legal in the
     * one and not in the other. The fewer states there are, the faster a search; the function is asked once for each.
     */
    default UnaryOperator<S> merging(List<Operation> operations) {
        return UnaryOperator.identity();
    }

    /** Whether it matters who calls, as it does for a lock that only its owner may release. */
    default boolean seesProcess() {
        return false;
    }

    /** Whether failed operations tell something of this object; most models learn nothing from a failure. */
    default boolean observesFailures() {
        return false;
    }

    /**
     * What a failed operation tells, where this model {@link #observesFailures}: an ok operation of the same call, to be
     * judged in its place. Asked before keys are told apart, so that a value may be {@code [key v]}.
     */
    default Optional<Operation> observed(Operation failed) {
        return Optional.empty();
    }

    /** The state as a report shows it. */
    default String describe() {
        return toString();
    }

    /** Stay in this state. */
    default Step<S> same() {
        @SuppressWarnings("unchecked") // S is the implementing class, by the contract of this interface
        S self = (S) this;
        return new Step.Next<>(self);
    }

    default Step<S> to(S next) {
        return new Step.Next<>(next);
    }

    /** Cannot happen here, and why; {@code %s} stands for values, which are shown as EDN. */
    default Step<S> illegal(String format, @Nullable Object... values) {
        return new Step.Illegal<>(format, Arrays.asList(values));
    }
}
