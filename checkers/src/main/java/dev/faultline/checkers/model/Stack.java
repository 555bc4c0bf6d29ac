package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stack with push and pop, and peek, which looks at the top and leaves it. A pop or peek of nil found the stack empty;
 * a pop that crashed took the top, if there was one.
 */
public final class Stack implements Model<Stack> {
    private final Chain top;

    /** An empty stack. */
    public Stack() {
        this(Chain.ROOT);
    }

    private Stack(Chain top) {
        this.top = top;
    }

    @Override
    public Step<Stack> step(Operation op) {
        return switch (op.function()) {
            case "push" -> to(new Stack(top.then(op.value())));
            case "pop" -> !op.isOk() || Objects.equals(op.value(), top.value) ? popped() : unexpected(op);
            case "peek" -> !op.isOk() || Objects.equals(op.value(), top.value) ? same() : unexpected(op);
            default -> illegal("no function %s", op.function());
        };
    }

    private Step<Stack> popped() {
        return top.depth == 0 ? same() : to(new Stack(top.before()));
    }

    private Step<Stack> unexpected(Operation op) {
        return top.depth == 0
                ? illegal(op.function() + " %s, but it is empty", op.value())
                : illegal(op.function() + " %s, but its top is %s", op.value(), top.value);
    }

    @Override
    public Set<String> functions() {
        return Set.of("push", "pop", "peek");
    }

    @Override
    public boolean changesNothing(Operation op) {
        return op.function().equals("peek") || (op.function().equals("pop") && op.isOk() && op.value() == null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Stack that
                && top.depth == that.top.depth
                && hashCode() == that.hashCode()
                && Chain.sameLast(top.depth, top, that.top);
    }

    @Override
    public int hashCode() {
        return top.hashSince(Chain.ROOT);
    }

    /** From the top. */
    @Override
    public String describe() {
        List<@Nullable Object> content = new ArrayList<>();
        for (Chain link = top; link.depth > 0; link = link.before()) {
            content.add(link.value);
        }
        return Edn.print(Collections.unmodifiableList(content));
    }

    @Override
    public String toString() {
        return "Stack" + describe();
    }
}
