package dev.faultline.checkers.history;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A list written in parentheses. Equal to the vector of the same elements, as in Clojure; only printed differently. */
final class EdnList extends AbstractList<@Nullable Object> implements RandomAccess {
    private final List<@Nullable Object> elements;

    EdnList(List<@Nullable Object> elements) {
        this.elements = elements;
    }

    @Override
    public @Nullable Object get(int index) {
        return elements.get(index);
    }

    @Override
    public int size() {
        return elements.size();
    }
}
