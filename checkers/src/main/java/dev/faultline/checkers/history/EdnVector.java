package dev.faultline.checkers.history;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A vector whose elements are known to be normal in the sense of {@link Edn}, so that nobody need copy it. */
final class EdnVector extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object[] elements;

    /** Takes the array along. */
    EdnVector(@Nullable Object... elements) {
        this.elements = elements;
    }

    @Override
    public @Nullable Object get(int index) {
        return elements[index];
    }

    @Override
    public int size() {
        return elements.length;
    }
}
