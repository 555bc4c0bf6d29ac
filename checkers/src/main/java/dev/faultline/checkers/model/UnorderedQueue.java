package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A queue that promises no order, with enqueue and dequeue: what is enqueued can be dequeued once. A dequeue of nil found
 * the queue empty.
 *
 * <p>A dequeue that crashed took nobody knows what. It is held as a debt that is paid where the queue must be empty: since
 * such a dequeue never ends, it may as well have happened only then.
 */
public final class UnorderedQueue implements Model<UnorderedQueue> {
    private final PersistentMap<Integer> pending;
    private final int size;
    private final int owed;

    /** An empty queue. */
    public UnorderedQueue() {
        this(PersistentMap.empty(), 0, 0);
    }

    private UnorderedQueue(PersistentMap<Integer> pending, int size, int owed) {
        this.pending = pending;
        this.size = size;
        this.owed = owed;
    }

    @Override
    public Step<UnorderedQueue> step(Operation op) {
        return switch (op.function()) {
            case "enqueue" -> to(new UnorderedQueue(pending.with(op.value(), count(op.value()) + 1), size + 1, owed));
            case "dequeue" -> {
                if (!op.isOk()) {
                    yield to(new UnorderedQueue(pending, size, owed + 1));
                }
                yield op.value() == null ? emptied() : taken(op.value());
            }
            default -> illegal("no function %s", op.function());
        };
    }

    private Step<UnorderedQueue> emptied() {
        if (size > owed) {
            return illegal("dequeue nil, but it holds " + (size - owed));
        }
        return size == 0 ? same() : to(new UnorderedQueue(PersistentMap.empty(), 0, owed - size));
    }

    private Step<UnorderedQueue> taken(Object value) {
        int count = count(value);
        if (count == 0) {
            return illegal("dequeue %s, but it is not there", value);
        }
        PersistentMap<Integer> rest = count == 1 ? pending.without(value) : pending.with(value, count - 1);
        return to(new UnorderedQueue(rest, size - 1, owed));
    }

    private int count(@Nullable Object value) {
        Integer count = pending.get(value);
        return count == null ? 0 : count;
    }

    @Override
    public Set<String> functions() {
        return Set.of("enqueue", "dequeue");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UnorderedQueue that
                && size == that.size
                && owed == that.owed
                && pending.equals(that.pending);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pending, owed);
    }

    /** How many of each value. */
    @Override
    public String describe() {
        Map<@Nullable Object, Object> content = new LinkedHashMap<>();
        pending.forEach((value, count) -> content.put(value, Long.valueOf(count)));
        return Edn.print(content);
    }

    @Override
    public String toString() {
        return "UnorderedQueue" + describe();
    }
}
