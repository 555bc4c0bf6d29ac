package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Operation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes for one all texts that nobody finds, whatever is appended to them, and so with lists and other values: until the next put
 * nobody can tell what is there. What is appended to such a text only makes another one.
 */
final class UnfoundValues implements UnaryOperator<KeyValue> {
    private final TreeSet<String> foundTexts = new TreeSet<>();
    private final Beginnings foundLists = new Beginnings();
    private final Set<Object> foundOthers = new HashSet<>();

    /** The first one of each sort, which stands for the others. */
    private final Map<Sort, KeyValue> unfound = new EnumMap<>(Sort.class);

    /** @param operations all that may look at the value */
    UnfoundValues(List<Operation> operations) {
        for (Operation operation : operations) {
            if (operation.function().equals("get") && operation.isOk()) {
                addFound(operation.value());
            } else if (operation.function().equals("cas")) {
                addFound(operation.pair().first());
            }
        }
    }

    private void addFound(@Nullable Object value) {
        if (value instanceof String text) {
            foundTexts.add(text);
        } else if (value instanceof List<?> list) {
            foundLists.add(list);
        } else if (value != null) {
            foundOthers.add(value);
        }
    }

    @Override
    public KeyValue apply(KeyValue state) {
        Object value = state.value();
        // Both text and list may grow out of these two.
        if (value == null || value.equals("") || isFound(value)) {
            return state;
        }
        Sort sort = value instanceof String ? Sort.TEXT : value instanceof List ? Sort.LIST : Sort.OTHER;
        KeyValue earlier = unfound.putIfAbsent(sort, state);
        return earlier == null ? state : earlier;
    }

    private boolean isFound(Object value) {
        if (value instanceof String text) {
            String next = foundTexts.ceiling(text);
            return next != null && next.startsWith(text);
        }
        return value instanceof List<?> list ? foundLists.contain(list) : foundOthers.contains(value);
    }

    /** What can be appended differs between them. */
    private enum Sort {
        TEXT,
        LIST,
        OTHER
    }

    /** Lists, element by element. */
    private static final class Beginnings {
        private final Map<@Nullable Object, Beginnings> longer = new HashMap<>();

        void add(List<?> list) {
            Beginnings at = this;
            for (Object element : list) {
                at = at.longer.computeIfAbsent(element, none -> new Beginnings());
            }
        }

        /** Whether one of them begins with it. */
        boolean contain(List<?> list) {
            Beginnings at = this;
            for (Object element : list) {
                at = at.longer.get(element);
                if (at == null) {
                    return false;
                }
            }
            return true;
        }
    }
}
