package dev.faultline.checkers.linear;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import org.jspecify.annotations.Nullable;

/** Consecutive numbers for equal things. */
final class Numbers<T> {
    private static final int NONE = -1;

    private final Object2IntOpenHashMap<T> numbers = new Object2IntOpenHashMap<>();

    Numbers() {
        numbers.defaultReturnValue(NONE);
    }

    int of(@Nullable T thing) {
        int fresh = numbers.size();
        int known = numbers.putIfAbsent(thing, fresh);
        return known == NONE ? fresh : known;
    }

    int count() {
        return numbers.size();
    }
}
