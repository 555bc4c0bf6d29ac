package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One key of a key-value store, with get, put, append and cas, whose value is {@code [expected new]}. Append puts a text
 * behind the text, or an element behind the list, that is there; behind nil either begins. A get of nil learned nothing
 * and fits everywhere. For histories of many keys, judged by key; {@link KeyValueMap} holds them all.
 */
public record KeyValue(@Nullable Object value) implements Model<KeyValue> {
    /** A key that holds the empty text, as keys of a store of texts do that were never put. */
    public KeyValue() {
        this("");
    }

    @Override
    public Step<KeyValue> step(Operation op) {
        return switch (op.function()) {
            case "get" ->
                op.value() == null || op.value().equals(value)
                        ? same()
                        : illegal("get %s, but it holds %s", op.value(), value);
            case "put" -> to(new KeyValue(op.value()));
            case "append" -> to(new KeyValue(append(value, op, op.value())));
            case "cas" ->
                Objects.equals(op.pair().first(), value)
                        ? to(new KeyValue(op.pair().second()))
                        : illegal("cas from %s, but it holds %s", op.pair().first(), value);
            default -> illegal("no function %s", op.function());
        };
    }

    @Override
    public UnaryOperator<KeyValue> merging(List<Operation> operations) {
        return new UnfoundValues(operations);
    }

    /** What is there once the addition is behind it. */
    static Object append(@Nullable Object there, Operation op, @Nullable Object addition) {
        if (addition instanceof String text && (there == null || there instanceof String)) {
            return there == null ? text : there + text;
        }
        if (there == null || there instanceof List<?> || there.equals("")) {
            List<@Nullable Object> grown = new ArrayList<>(there instanceof List<?> list ? list : List.of());
            grown.add(addition);
            return grown;
        }
        throw new MalformedOperation(op + ": nothing can be appended to " + Edn.print(there));
    }

    @Override
    public Set<String> functions() {
        return Set.of("get", "put", "append", "cas");
    }

    @Override
    public boolean changesNothing(Operation op) {
        return op.function().equals("get")
                || (op.function().equals("cas")
                        && Objects.equals(op.pair().first(), op.pair().second()));
    }

    @Override
    public String describe() {
        return Edn.print(value);
    }
}
