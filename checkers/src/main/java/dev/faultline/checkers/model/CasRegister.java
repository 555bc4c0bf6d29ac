package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A register with read, write and compare-and-set, whose value is {@code [expected new]} (Herlihy &amp; Wing 1990). A
 * read of nil learned nothing and fits everywhere, unless nil is a value here.
 *
 * @param nilIsValue whether a completed read of nil says that nothing was there, as that of a store does which answers for
 *     keys it does not hold; else a value that was lost would pass for a read that learned nothing
 */
public record CasRegister(@Nullable Object value, boolean nilIsValue) implements Model<CasRegister>, HoldsOneValue {
    /** A register that holds nil; reads of nil learned nothing. */
    public CasRegister() {
        this(null);
    }

    /** A register that holds this value; reads of nil learned nothing. */
    public CasRegister(@Nullable Object value) {
        this(value, false);
    }

    /** A register that holds nil, and whose reads of nil must find it so. */
    public static CasRegister ofNothing() {
        return new CasRegister(null, true);
    }

    @Override
    public Step<CasRegister> step(Operation op) {
        return switch (op.function()) {
            case "read" ->
                learnedNothing(op) || Objects.equals(op.value(), value)
                        ? same()
                        : illegal("read %s, but it holds %s", op.value(), value);
            case "write" -> to(new CasRegister(op.value(), nilIsValue));
            case "cas" ->
                Objects.equals(op.pair().first(), value)
                        ? to(new CasRegister(op.pair().second(), nilIsValue))
                        : illegal("cas from %s, but it holds %s", op.pair().first(), value);
            default -> illegal("no function %s", op.function());
        };
    }

    @Override
    public Access access(Operation op) {
        return switch (op.function()) {
            case "write" -> Access.putting(op.value());
            case "cas" -> Access.swapping(op.pair().first(), op.pair().second());
            default -> learnedNothing(op) ? Access.NOTHING : Access.needing(op.value());
        };
    }

    private boolean learnedNothing(Operation read) {
        return read.value() == null && !nilIsValue;
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
