package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Operation;
import java.util.Set;

/**
 * So many permits, acquired and released one at a time, by whomever (Dijkstra 1965).
 *
 * @param permits how many there are, at least 1
 * @param free how many of them nobody holds
 */
public record Semaphore(int permits, int free) implements Model<Semaphore> {
    public Semaphore {
        if (permits < 1) {
            throw new IllegalArgumentException("permits: at least 1, not " + permits);
        }
        if (free < 0 || free > permits) {
            throw new IllegalArgumentException("free: 0 to " + permits + ", not " + free);
        }
    }

    /** All permits are free. */
    public Semaphore(int permits) {
        this(permits, permits);
    }

    @Override
    public Step<Semaphore> step(Operation op) {
        return switch (op.function()) {
            case "acquire" ->
                free > 0 ? to(new Semaphore(permits, free - 1)) : illegal("acquire, but no permit is free");
            case "release" ->
                free < permits ? to(new Semaphore(permits, free + 1)) : illegal("release, but nobody holds a permit");
            default -> illegal("no function %s", op.function());
        };
    }

    @Override
    public Set<String> functions() {
        return Set.of("acquire", "release");
    }

    @Override
    public String describe() {
        return free + " of " + permits + " free";
    }
}
