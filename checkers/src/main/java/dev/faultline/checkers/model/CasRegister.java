package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A register with read, write and compare-and-set, whose value is {@code [expected new]} (Herlihy &amp; Wing 1990). A
 * read of nil learned nothing and fits everywhere.
 */
public record CasRegister(@Nullable Object value) implements Model<CasRegister>, HoldsOneValue {
    /** A register that holds nil. */
    public CasRegister() {
        this(null);
    }

    @Override
    public Step<CasRegister> step(Operation op) {
        return switch (op.function()) {
            case "read" ->
                op.value() == null || op.value().equals(value)
                        ? same()
                        : illegal("read %s, but it holds %s", op.value(), value);
            case "write" -> to(new CasRegister(op.value()));
            case "cas" ->
                Objects.equals(op.pair().first(), value)
                        ? to(new CasRegister(op.pair().second()))
                        : illegal("cas from %s, but it holds %s", op.pair().first(), value);
            default -> illegal("no function %s", op.function());
        };
    }

    @Override
    public Access access(Operation op) {
        return switch (op.function()) {
            case "write" -> Access.putting(op.value());
            case "cas" -> Access.swapping(op.pair().first(), op.pair().second());
            default -> op.value() == null ? Access.NOTHING : Access.needing(op.value());
        };
    }

    @Override
    public Set<String> functions() {
        return Set.of("read", "write", "cas");
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
