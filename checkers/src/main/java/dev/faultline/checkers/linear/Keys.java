package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Keyword;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Operations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operations of each key by themselves. */
final class Keys {
    private Keys() {}

    static Map<@Nullable Object, List<Operation>> partition(History history, List<Operation> operations, KeyBy keyBy) {
        Map<@Nullable Object, List<Operation>> byKey = new LinkedHashMap<>();
        if (keyBy.equals(KeyBy.NONE)) {
            byKey.put(null, operations);
            return byKey;
        }
        if (keyBy.equals(KeyBy.VALUE_TUPLE)) {
            Operations.of(operations).byValueTuple().forEach((key, part) -> byKey.put(key, List.copyOf(part.all())));
            return byKey;
        }
        for (Operation operation : operations) {
            byKey.computeIfAbsent(extra(history, operation, keyBy.name()), key -> new ArrayList<>())
                    .add(operation);
        }
        return byKey;
    }

    private static @Nullable Object extra(History history, Operation operation, String name) {
        Keyword keyword = Keyword.of(name.substring(1));
        Map<?, ?> before = history.event(operation.invokedRank()).extra();
        if (!before.containsKey(keyword)) {
            throw new MalformedOperation(operation + ": expected a key under " + name);
        }
        Object key = before.get(keyword);
        if (operation.isOk()) {
            Map<?, ?> after = history.event(operation.completedRank()).extra();
            if (after.containsKey(keyword) && !Objects.equals(after.get(keyword), key)) {
                throw new MalformedOperation(operation + ": expected it to complete on key " + Edn.print(key));
            }
        }
        return key;
    }
}
