package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Operation;
import java.util.Set;

/** A lock that knows no owner, as Knossos has it: acquire when free, release when held, by whomever. */
public record Mutex(boolean locked) implements Model<Mutex>, HoldsOneValue {
    /** A free lock. */
    public Mutex() {
        this(false);
    }

    @Override
    public Step<Mutex> step(Operation op) {
        return switch (op.function()) {
            case "acquire" -> locked ? illegal("acquire, but it is held") : to(new Mutex(true));
            case "release" -> locked ? to(new Mutex(false)) : illegal("release, but it is free");
            default -> illegal("no function %s", op.function());
        };
    }

    @Override
    public Access access(Operation op) {
        return op.function().equals("acquire") ? Access.swapping(false, true) : Access.swapping(true, false);
    }

    @Override
    public Set<String> functions() {
        return Set.of("acquire", "release");
    }

    @Override
    public Boolean held() {
        return locked;
    }

    @Override
    public boolean isWritten() {
        return false;
    }

    @Override
    public String describe() {
        return locked ? "held" : "free";
    }
}
