package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Outcome;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link CasRegister} whose failures are answers: a compare-and-set {@code [a b]} that failed found that the value was
 * not {@code a}. Right only for a system that fails a compare-and-set for no other reason.
 */
public record CasRegisterObserved(@Nullable Object value) implements Model<CasRegisterObserved> {
    /** What a failed compare-and-set is judged as. */
    private static final String REFUSED = "refused-cas";

    /** A register that holds nil. */
    public CasRegisterObserved() {
        this(null);
    }

    @Override
    public Step<CasRegisterObserved> step(Operation op) {
        return switch (op.function()) {
            case "read" ->
                op.value() == null || op.value().equals(value)
                        ? same()
                        : illegal("read %s, but it holds %s", op.value(), value);
            case "write" -> to(new CasRegisterObserved(op.value()));
            case "cas" ->
                Objects.equals(op.pair().first(), value)
                        ? to(new CasRegisterObserved(op.pair().second()))
                        : illegal("cas from %s, but it holds %s", op.pair().first(), value);
            case REFUSED ->
                Objects.equals(op.pair().first(), value)
                        ? illegal("cas from %s was refused, but it holds that", value)
                        : same();
            default -> illegal("no function %s", op.function());
        };
    }

    @Override
    public Optional<Operation> observed(Operation failed) {
        return failed.function().equals("cas") ? Optional.of(answered(failed)) : Optional.empty();
    }

    private static Operation answered(Operation failed) {
        return new Operation(
                failed.process(),
                REFUSED,
                failed.argument(),
                failed.argument(),
                Outcome.OK,
                failed.invokedRank(),
                failed.completedRank(),
                failed.invokedAt(),
                failed.completedAt(),
                failed.node(),
                failed.error());
    }

    @Override
    public Set<String> functions() {
        return Set.of("read", "write", "cas", REFUSED);
    }

    @Override
    public boolean changesNothing(Operation op) {
        return switch (op.function()) {
            case "read", REFUSED -> true;
            case "cas" -> Objects.equals(op.pair().first(), op.pair().second());
            default -> false;
        };
    }

    @Override
    public String describe() {
        return Edn.print(value);
    }
}
