package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Pair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key-value store with get, put, append, cas and remove, whose values are {@code [key v]}: that of get is what was
 * found, of cas {@code [key [expected new]]}, of remove {@code [key v]} where v plays no part. A key that is not there
 * holds nil, and what is removed may be missing. A get of nil learned nothing and fits everywhere.
 */
public final class KeyValueMap implements Model<KeyValueMap> {
    private final PersistentMap<Object> values;

    /** An empty store. */
    public KeyValueMap() {
        this(PersistentMap.empty());
    }

    private KeyValueMap(PersistentMap<Object> values) {
        this.values = values;
    }

    @Override
    public Step<KeyValueMap> step(Operation op) {
        Object key = op.pair().first();
        Object value = op.pair().second();
        Object there = values.get(key);
        return switch (op.function()) {
            case "get" ->
                !op.isOk() || value == null || value.equals(there)
                        ? same()
                        : illegal("get %s from %s, but it holds %s", value, key, there);
            case "put" -> put(key, value);
            case "append" -> put(key, KeyValue.append(there, op, value));
            case "remove" -> put(key, null);
            case "cas" -> {
                Pair change = change(op);
                yield Objects.equals(change.first(), there)
                        ? put(key, change.second())
                        : illegal("cas of %s from %s, but it holds %s", key, change.first(), there);
            }
            default -> illegal("no function %s", op.function());
        };
    }

    private Step<KeyValueMap> put(@Nullable Object key, @Nullable Object value) {
        return to(new KeyValueMap(value == null ? values.without(key) : values.with(key, value)));
    }

    private static Pair change(Operation cas) {
        return cas.with(cas.pair().second(), cas.pair().second()).pair();
    }

    @Override
    public Set<String> functions() {
        return Set.of("get", "put", "append", "cas", "remove");
    }

    @Override
    public boolean changesNothing(Operation op) {
        return op.function().equals("get")
                || (op.function().equals("cas")
                        && Objects.equals(change(op).first(), change(op).second()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyValueMap that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String describe() {
        Map<@Nullable Object, Object> content = new LinkedHashMap<>();
        values.forEach(content::put);
        return Edn.print(content);
    }

    @Override
    public String toString() {
        return "KeyValueMap" + describe();
    }
}
