package dev.faultline.systems.leader;

import dev.faultline.node.protocol.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is expected of an answer. */
final class Values {
    private Values() {}

    static @Nullable Long numberOrNull(Value value) {
        return value == Value.Nothing.VALUE ? null : number(value);
    }

    static long number(Value value) {
        if (value instanceof Value.Number number) {
            return number.value();
        }
        throw unexpected("a number", value);
    }

    static boolean yes(Value value) {
        return number(value) == 1;
    }

    static List<Long> numbers(Value value) {
        if (value instanceof Value.Numbers numbers) {
            return numbers.values();
        }
        throw unexpected("numbers", value);
    }

    static List<List<Long>> rows(Value value) {
        if (value instanceof Value.Rows rows) {
            return rows.values().stream().map(Value.Numbers::values).toList();
        }
        throw unexpected("rows of numbers", value);
    }

    static IllegalStateException unexpected(String what, Value value) {
        return new IllegalStateException("an answer that should be " + what + " is " + value);
    }
}
