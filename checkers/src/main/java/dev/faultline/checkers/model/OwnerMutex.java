package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.ProcessId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A lock that only the process that acquired it may release. */
public record OwnerMutex(@Nullable Held held) implements Model<OwnerMutex> {
    /** Who holds it. */
    public record Held(ProcessId owner) {}

    /** A free lock. */
    public OwnerMutex() {
        this(null);
    }

    @Override
    public Step<OwnerMutex> step(Operation op) {
        return switch (op.function()) {
            case "acquire" ->
                held == null
                        ? to(new OwnerMutex(new Held(op.process())))
                        : illegal("acquire, but process " + held.owner + " holds it");
            case "release" -> {
                if (held == null) {
                    yield illegal("release, but it is free");
                }
                yield held.owner.equals(op.process())
                        ? to(new OwnerMutex())
                        : illegal("release, but process " + held.owner + " holds it");
            }
            default -> illegal("no function %s", op.function());
        };
    }

    @Override
    public boolean seesProcess() {
        return true;
    }

    @Override
    public Set<String> functions() {
        return Set.of("acquire", "release");
    }

    @Override
    public String describe() {
        return held == null ? "free" : "held by process " + held.owner;
    }
}
