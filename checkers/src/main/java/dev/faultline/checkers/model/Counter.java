package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import java.util.Set;

/**
 * A number with add, whose value may be negative, increment and decrement by one, and read. A read of nil learned nothing
 * and fits everywhere.
 */
public record Counter(long value) implements Model<Counter> {
    /** A counter at zero. */
    public Counter() {
        this(0);
    }

    @Override
    public Step<Counter> step(Operation op) {
        return switch (op.function()) {
            case "read" ->
                op.value() == null || op.value().equals(value)
                        ? same()
                        : illegal("read %s, but it stands at %s", op.value(), value);
            case "add", "increment", "decrement" -> to(new Counter(value + change(op)));
            default -> illegal("no function %s", op.function());
        };
    }

    /** By how much an operation other than a read moves a counter. */
    private static long change(Operation op) {
        return switch (op.function()) {
            case "increment" -> 1;
            case "decrement" -> -1;
            default -> {
                if (op.value() instanceof Long number) {
                    yield number;
                }
                throw new MalformedOperation(op + ": expected a whole number, not " + Edn.print(op.value()));
            }
        };
    }

    @Override
    public Set<String> functions() {
        return Set.of("add", "increment", "decrement", "read");
    }

    @Override
    public boolean changesNothing(Operation op) {
        return op.function().equals("read") || change(op) == 0;
    }

    @Override
    public String describe() {
        return Long.toString(value);
    }
}
