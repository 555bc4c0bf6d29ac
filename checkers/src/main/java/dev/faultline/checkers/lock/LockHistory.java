package dev.faultline.checkers.lock;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One lock's part of a history, sorted by what it says. */
final class LockHistory {
    private final String lock;
    private final List<Operation> acquisitions = new ArrayList<>();
    private final List<Operation> writes = new ArrayList<>();
    private final List<Operation> reads = new ArrayList<>();
    private final Map<Long, Hold> holds = new LinkedHashMap<>();
    private final List<Operation> underToken = new ArrayList<>();

    private LockHistory(String lock) {
        this.lock = lock;
    }

    /**
     * The history of each lock.
     *
     * @throws MalformedOperation when a value has not the shape that its function asks for
     */
    static List<LockHistory> of(History history) {
        Map<@Nullable Object, LockHistory> byLock = new LinkedHashMap<>();
        for (Operation operation : history.operations()) {
            Object name = pair(operation, operation.argument()).first();
            byLock.computeIfAbsent(name, key -> new LockHistory(String.valueOf(key)))
                    .add(operation);
        }
        byLock.values().forEach(LockHistory::assign);
        return List.copyOf(byLock.values());
    }

    private void add(Operation operation) {
        boolean failed = operation.outcome().word().equals("fail");
        switch (operation.function()) {
            case "acquire" -> {
                if (operation.isOk()) {
                    acquisitions.add(operation);
                    holds.putIfAbsent(token(operation), new Hold(operation));
                }
            }
            case "write" -> {
                underToken.add(operation);
                if (!failed) {
                    writes.add(operation);
                }
            }
            case "read" -> {
                if (operation.isOk()) {
                    reads.add(operation);
                }
            }
            case "renew", "release" -> underToken.add(operation);
            default ->
                throw new MalformedOperation(operation + ": expected one of acquire, read, release, renew, write");
        }
    }

    /** Once every acquisition is known: one may complete after what was done under its token began, in a broken history. */
    private void assign() {
        for (Operation operation : underToken) {
            hold(token(operation)).ifPresent(hold -> hold.add(operation));
        }
    }

    /** Its name. */
    String lock() {
        return lock;
    }

    /** Those that succeeded, in order of invocation. */
    List<Operation> acquisitions() {
        return acquisitions;
    }

    Iterable<Hold> holds() {
        return holds.values();
    }

    int holdCount() {
        return holds.size();
    }

    Optional<Hold> hold(long token) {
        return Optional.ofNullable(holds.get(token));
    }

    /**
     * The effects that are certain: writes that were acknowledged, and reads. What a read saw may be older than the read, but no
     * older than the first write under that token: so a write whose own outcome is unknown counts where it was seen.
     */
    List<Effect> effects() {
        Map<Long, Integer> firstWrites = new HashMap<>();
        List<Effect> effects = new ArrayList<>();
        for (Operation write : writes) {
            firstWrites.merge(token(write), write.invokedRank(), Math::min);
            if (write.isOk()) {
                effects.add(new Effect(write, token(write), write.invokedRank(), write.completedRank()));
            }
        }
        for (Operation read : reads) {
            long token = token(read);
            int written = firstWrites.getOrDefault(token, token == Effect.NOBODY ? -1 : Operation.NEVER);
            if (written > read.completedRank()) {
                throw new MalformedOperation(read + ": nobody had written under the token " + token);
            }
            effects.add(new Effect(read, token, Math.max(read.invokedRank(), written), read.completedRank()));
        }
        return effects;
    }

    /** The token that an operation obtained, used or saw. */
    static long token(Operation operation) {
        Object value = pair(operation, operation.value()).second();
        return switch (operation.function()) {
            case "write" -> number(operation, pair(operation, value).first());
            case "read" ->
                value == null
                        ? Effect.NOBODY
                        : number(operation, pair(operation, value).first());
            default -> number(operation, value);
        };
    }

    private static Pair pair(Operation operation, @Nullable Object value) {
        if (value instanceof List<?> list && list.size() == 2) {
            return new Pair(list.get(0), list.get(1));
        }
        throw new MalformedOperation(operation + ": expected a value of two parts, not " + Edn.print(value));
    }

    private static long number(Operation operation, @Nullable Object token) {
        if (Objects.requireNonNullElse(token, "") instanceof Number number) {
            return number.longValue();
        }
        throw new MalformedOperation(operation + ": expected a number as token, not " + Edn.print(token));
    }
}
