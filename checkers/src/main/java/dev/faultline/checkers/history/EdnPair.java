package dev.faultline.checkers.history;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A vector of two, the commonest value there is, in one object. Its parts are normal in the sense of {@link Edn}. */
final class EdnPair extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object first;
    private final @Nullable Object second;

    EdnPair(@Nullable Object first, @Nullable Object second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public @Nullable Object get(int index) {
        return Objects.checkIndex(index, 2) == 0 ? first : second;
    }

    @Override
    public int size() {
        return 2;
    }
}
