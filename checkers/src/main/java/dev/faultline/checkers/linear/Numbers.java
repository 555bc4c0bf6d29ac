package dev.faultline.checkers.linear;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import org.jspecify.annotations.Nullable;

/** Consecutive numbers for equal things. */
final class Numbers<T> {
    private final Object2IntOpenHashMap<T> numbers = new Object2IntOpenHashMap<>();

    int of(@Nullable T thing) {
        int fresh = numbers.size();
        numbers.defaultReturnValue(fresh);
        int number = numbers.getInt(thing);
        if (number == fresh) {
            numbers.put(thing, fresh);
        }
        return number;
    }

    int count() {
        return numbers.size();
    }
}
