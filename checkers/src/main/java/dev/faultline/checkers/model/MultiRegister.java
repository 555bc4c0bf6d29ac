package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Keyword;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers by key, several of which one operation reads and writes at once. Its value is a list of {@code [f k v]}, in
 * order, with {@code f} one of {@code :r :read :w :write}; {@code read} and {@code write} may give a map {@code {k v}}
 * instead. A register that was never written holds nil. A read of nil learned nothing and fits everywhere.
 */
public final class MultiRegister implements Model<MultiRegister> {
    private final PersistentMap<Object> values;

    /** All registers hold nil. */
    public MultiRegister() {
        this(PersistentMap.empty());
    }

    private MultiRegister(PersistentMap<Object> values) {
        this.values = values;
    }

    /** Registers that hold these values, all others nil. */
    public static MultiRegister of(Map<?, ?> initial) {
        MultiRegister registers = new MultiRegister();
        for (Map.Entry<?, ?> entry : initial.entrySet()) {
            registers = new MultiRegister(registers.put(registers.values, entry.getKey(), entry.getValue()));
        }
        return registers;
    }

    /** A part of an operation: one register read or written. */
    private record Part(
            boolean isWrite, @Nullable Object key, @Nullable Object value) {}

    @Override
    public Step<MultiRegister> step(Operation op) {
        PersistentMap<Object> next = values;
        for (Part part : parts(op)) {
            if (part.isWrite) {
                next = put(next, part.key, part.value);
            } else if (op.isOk() && part.value != null && !part.value.equals(next.get(part.key))) {
                return illegal("read %s from %s, but it holds %s", part.value, part.key, next.get(part.key));
            }
        }
        return next.equals(values) ? same() : to(new MultiRegister(next));
    }

    private PersistentMap<Object> put(PersistentMap<Object> map, @Nullable Object key, @Nullable Object value) {
        return value == null ? map.without(key) : map.with(key, value);
    }

    private static List<Part> parts(Operation op) {
        List<Part> parts = new ArrayList<>();
        if (op.value() instanceof Map<?, ?> map) {
            boolean isWrite = isWrite(op, op.function());
            map.forEach((key, value) -> parts.add(new Part(isWrite, key, value)));
        } else if (op.value() instanceof List<?> list) {
            for (Object item : list) {
                if (!(item instanceof List<?> part && part.size() == 3)) {
                    throw new MalformedOperation(op + ": expected parts [f k v], not " + Edn.print(item));
                }
                String name = part.get(0) instanceof Keyword word ? word.name() : String.valueOf(part.get(0));
                parts.add(new Part(isWrite(op, name), part.get(1), part.get(2)));
            }
        } else if (op.value() != null) {
            throw new MalformedOperation(op + ": expected a list of [f k v], not " + Edn.print(op.value()));
        }
        return parts;
    }

    private static boolean isWrite(Operation op, String name) {
        return switch (name) {
            case "r", "read" -> false;
            case "w", "write" -> true;
            default -> throw new MalformedOperation(op + ": expected :r, :read, :w or :write, not " + name);
        };
    }

    @Override
    public Set<String> functions() {
        return Set.of("txn", "read", "write");
    }

    @Override
    public boolean changesNothing(Operation op) {
        return parts(op).stream().noneMatch(Part::isWrite);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MultiRegister that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(values);
    }

    @Override
    public String describe() {
        Map<@Nullable Object, Object> content = new LinkedHashMap<>();
        values.forEach(content::put);
        return Edn.print(content);
    }

    @Override
    public String toString() {
        return "MultiRegister" + describe();
    }
}
