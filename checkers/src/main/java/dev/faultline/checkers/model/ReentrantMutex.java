package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.ProcessId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A lock that its owner may acquire again, and must release as often as it was acquired. */
public record ReentrantMutex(@Nullable Held held) implements Model<ReentrantMutex> {
    /**
     * Who holds it.
     *
     * @param times how often it was acquired and not yet released, at least once
     */
    public record Held(ProcessId owner, int times) {}

    /** A free lock. */
    public ReentrantMutex() {
        this(null);
    }

    @Override
    public Step<ReentrantMutex> step(Operation op) {
        return switch (op.function()) {
            case "acquire" -> acquire(op.process());
            case "release" -> release(op.process());
            default -> illegal("no function %s", op.function());
        };
    }

    private Step<ReentrantMutex> acquire(ProcessId process) {
        if (held == null) {
            return to(new ReentrantMutex(new Held(process, 1)));
        }
        return held.owner.equals(process)
                ? to(new ReentrantMutex(new Held(process, held.times + 1)))
                : illegal("acquire, but process " + held.owner + " holds it");
    }

    private Step<ReentrantMutex> release(ProcessId process) {
        if (held == null) {
            return illegal("release, but it is free");
        }
        if (!held.owner.equals(process)) {
            return illegal("release, but process " + held.owner + " holds it");
        }
        return to(new ReentrantMutex(held.times == 1 ? null : new Held(process, held.times - 1)));
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
        return held == null ? "free" : "held " + held.times + " times by process " + held.owner;
    }
}
