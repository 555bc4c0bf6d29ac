package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A queue, first in, first out, with enqueue and dequeue, and peek, which looks at the head and leaves it. A dequeue or
 * peek of nil found the queue empty; a dequeue that crashed took the head, if there was one.
 *
 * <p>A state is a stretch of a {@link Chain}, so that a step costs at most the logarithm of the length.
 */
public final class FifoQueue implements Model<FifoQueue> {
    private final Chain newest;

    /** What left last; the head is the link behind it. */
    private final Chain gone;

    private final int hash;

    /** An empty queue. */
    public FifoQueue() {
        this(Chain.ROOT, Chain.ROOT);
    }

    private FifoQueue(Chain newest, Chain gone) {
        this.newest = newest;
        this.gone = gone;
        this.hash = newest.hashSince(gone);
    }

    @Override
    public Step<FifoQueue> step(Operation op) {
        return switch (op.function()) {
            case "enqueue" -> to(new FifoQueue(newest.then(op.value()), gone));
            case "dequeue" -> op.isOk() ? taken(op) : size() == 0 ? same() : to(rest());
            case "peek" -> !op.isOk() || Objects.equals(op.value(), head()) ? same() : unexpected(op);
            default -> illegal("no function %s", op.function());
        };
    }

    private Step<FifoQueue> taken(Operation dequeue) {
        if (!Objects.equals(dequeue.value(), head())) {
            return unexpected(dequeue);
        }
        return size() == 0 ? same() : to(rest());
    }

    private Step<FifoQueue> unexpected(Operation op) {
        return size() == 0
                ? illegal(op.function() + " %s, but it is empty", op.value())
                : illegal(op.function() + " %s, but its head is %s", op.value(), head());
    }

    /** Nil when there is none. */
    private @Nullable Object head() {
        return size() == 0 ? null : newest.at(gone.depth + 1).value;
    }

    private FifoQueue rest() {
        return size() == 1 ? new FifoQueue() : new FifoQueue(newest, newest.at(gone.depth + 1));
    }

    private int size() {
        return newest.depth - gone.depth;
    }

    @Override
    public Set<String> functions() {
        return Set.of("enqueue", "dequeue", "peek");
    }

    @Override
    public boolean changesNothing(Operation op) {
        return op.function().equals("peek") || (op.function().equals("dequeue") && op.isOk() && op.value() == null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FifoQueue that
                && hash == that.hash
                && size() == that.size()
                && Chain.sameLast(size(), newest, that.newest);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String describe() {
        List<@Nullable Object> content = new ArrayList<>();
        for (int depth = gone.depth + 1; depth <= newest.depth; depth++) {
            content.add(newest.at(depth).value);
        }
        return Edn.print(content);
    }

    @Override
    public String toString() {
        return "FifoQueue" + describe();
    }
}
