package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A register with read and write (Lamport 1986). A read of nil learned nothing and fits everywhere, unless nil is a value here.
 *
 * @param nilIsValue whether a completed read of nil says that nothing was there
 */
public record Register(@Nullable Object value, boolean nilIsValue) implements Model<Register>, HoldsOneValue {
    /** A register that holds nil; reads of nil learned nothing. */
    public Register() {
        this(null);
    }

    /** A register that holds this value; reads of nil learned nothing. */
    public Register(@Nullable Object value) {
        this(value, false);
    }

    /** A register that holds nil, and whose reads of nil must find it so. */
    public static Register ofNothing() {
        return new Register(null, true);
    }

    @Override
    public Step<Register> step(Operation op) {
        return switch (op.function()) {
            case "read" ->
                learnedNothing(op) || Objects.equals(op.value(), value)
                        ? same()
                        : illegal("read %s, but it holds %s", op.value(), value);
            case "write" -> to(new Register(op.value(), nilIsValue));
            default -> illegal("no function %s", op.function());
        };
    }

    @Override
    public Access access(Operation op) {
        if (op.function().equals("write")) {
            return Access.putting(op.value());
        }
        return learnedNothing(op) ? Access.NOTHING : Access.needing(op.value());
    }

    private boolean learnedNothing(Operation read) {
        return read.value() == null && !nilIsValue;
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
