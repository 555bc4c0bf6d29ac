package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A register with read and write (Lamport 1986). A read of nil learned nothing and fits everywhere. */
public record Register(@Nullable Object value) implements Model<Register>, HoldsOneValue {
    /** A register that holds nil. */
    public Register() {
        this(null);
    }

    @Override
    public Step<Register> step(Operation op) {
        return switch (op.function()) {
            case "read" ->
                op.value() == null || op.value().equals(value)
                        ? same()
                        : illegal("read %s, but it holds %s", op.value(), value);
            case "write" -> to(new Register(op.value()));
            default -> illegal("no function %s", op.function());
        };
    }

    @Override
    public Access access(Operation op) {
        if (op.function().equals("write")) {
            return Access.putting(op.value());
        }
        return op.value() == null ? Access.NOTHING : Access.needing(op.value());
    }

    @Override
    public Set<String> functions() {
        return Set.of("read", "write");
    }

    @Override
    public boolean changesNothing(Operation op) {
        return access(op).changesNothing();
    }

    @Override
    public @Nullable Object held() {
        return value;
    }

    @Override
    public String describe() {
        return Edn.print(value);
    }
}
