package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A priority queue of whole numbers, the smallest first, with insert and poll, and peek, which looks at the smallest and
 * leaves it. A poll or peek of nil found the queue empty; a poll that crashed took the smallest, if there was one.
 */
public final class PriorityQueue implements Model<PriorityQueue> {
    /** How often each number is there. */
    private final @Nullable LongTrie<Integer> counts;

    /** An empty queue. */
    public PriorityQueue() {
        this(null);
    }

    private PriorityQueue(@Nullable LongTrie<Integer> counts) {
        this.counts = counts;
    }

    @Override
    public Step<PriorityQueue> step(Operation op) {
        return switch (op.function()) {
            case "insert" -> to(with(priority(op)));
            case "poll" -> !op.isOk() || Objects.equals(op.value(), smallest()) ? polled() : unexpected(op);
            case "peek" -> !op.isOk() || Objects.equals(op.value(), smallest()) ? same() : unexpected(op);
            default -> illegal("no function %s", op.function());
        };
    }

    private static long priority(Operation insert) {
        if (insert.value() instanceof Long number) {
            return number;
        }
        throw new MalformedOperation(insert + ": expected a whole number, not " + Edn.print(insert.value()));
    }

    private PriorityQueue with(long priority) {
        Integer count = LongTrie.find(counts, priority);
        return new PriorityQueue(LongTrie.with(counts, priority, count == null ? 1 : count + 1));
    }

    private Step<PriorityQueue> polled() {
        LongTrie.Leaf<Integer> first = LongTrie.first(counts);
        if (first == null) {
            return same();
        }
        return to(new PriorityQueue(
                first.value() == 1
                        ? LongTrie.without(counts, first.key())
                        : LongTrie.with(counts, first.key(), first.value() - 1)));
    }

    private Step<PriorityQueue> unexpected(Operation op) {
        return counts == null
                ? illegal(op.function() + " %s, but it is empty", op.value())
                : illegal(op.function() + " %s, but its smallest is %s", op.value(), smallest());
    }

    private @Nullable Long smallest() {
        LongTrie.Leaf<Integer> first = LongTrie.first(counts);
        return first == null ? null : first.key();
    }

    @Override
    public Set<String> functions() {
        return Set.of("insert", "poll", "peek");
    }

    @Override
    public boolean changesNothing(Operation op) {
        return op.function().equals("peek") || (op.function().equals("poll") && op.isOk() && op.value() == null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PriorityQueue that && Objects.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(counts);
    }

    @Override
    public String describe() {
        return counts == null ? "empty" : "smallest " + smallest();
    }

    @Override
    public String toString() {
        return "PriorityQueue, " + describe();
    }
}
