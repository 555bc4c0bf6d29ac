package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Operation;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model of an object that may go to one of several states: it holds all states that the object may be in, so that each
 * step narrows or widens them, and an operation is illegal only where it is so in all of them.
 *
 * <pre>{@code
 * Linearizability.of(Nondeterministic.of(new Lottery()))
 * }</pre>
 *
 * @param <T> the object in one state
 */
public final class Nondeterministic<T extends Nondeterministic.State<T>> implements Model<Nondeterministic<T>> {
    /**
     * An object in one of its states. Immutable, with {@code equals} and {@code hashCode} by state: a record.
     *
     * @param <T> the object itself
     */
    public interface State<T extends State<T>> {
        /** Every state it may be in after the operation; none where the operation cannot happen. */
        Set<T> next(Operation operation);

        /** As {@link Model#functions}. */
        default Set<String> functions() {
            return Set.of();
        }
    }

    private final Set<T> states;

    private final T sample;

    private Nondeterministic(Set<T> states, T sample) {
        this.states = states;
        this.sample = sample;
    }

    /** The object, known to be in this state. */
    public static <T extends State<T>> Nondeterministic<T> of(T initial) {
        return new Nondeterministic<>(Set.of(initial), initial);
    }

    @Override
    public Step<Nondeterministic<T>> step(Operation op) {
        Set<T> next = new HashSet<>();
        for (T state : states) {
            next.addAll(state.next(op));
        }
        return next.isEmpty()
                ? illegal(op.function() + " %s, which fits none of " + states.size() + " states", op.value())
                : to(new Nondeterministic<>(next, sample));
    }

    @Override
    public Set<String> functions() {
        return sample.functions();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Nondeterministic<?> that && states.equals(that.states);
    }

    @Override
    public int hashCode() {
        return states.hashCode();
    }

    @Override
    public String describe() {
        return "one of " + states;
    }

    @Override
    public String toString() {
        return describe();
    }
}
