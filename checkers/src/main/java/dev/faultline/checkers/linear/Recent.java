package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Access;
import dev.faultline.checkers.model.HoldsOneValue;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A register whose reads may find any of its latest values; writes and swaps are as ever (k-atomicity). */
final class Recent implements Model<Recent> {
    private final HoldsOneValue holder;
    private final int count;

    /** The latest first; at most {@code count}. */
    private final List<@Nullable Object> values;

    private Recent(HoldsOneValue holder, int count, List<@Nullable Object> values) {
        this.holder = holder;
        this.count = count;
        this.values = values;
    }

    /** @param count how many of the latest values a read may find; 1 makes it an ordinary register */
    static Recent of(HoldsOneValue holder, int count) {
        return new Recent(holder, count, Collections.singletonList(holder.held()));
    }

    @Override
    public Step<Recent> step(Operation operation) {
        Access access = holder.access(operation);
        if (access.needs() && !(access.puts() ? values.subList(0, 1) : values).contains(access.needed())) {
            return illegal("%s, but the latest values are %s", access.needed(), values);
        }
        if (!access.puts()) {
            return same();
        }
        List<@Nullable Object> next = new ArrayList<>(values);
        next.add(0, access.put());
        return to(new Recent(holder, count, next.subList(0, Math.min(count, next.size()))));
    }

    @Override
    public boolean changesNothing(Operation operation) {
        return !holder.access(operation).puts();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Recent recent && values.equals(recent.values);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(values);
    }

    @Override
    public String toString() {
        return "one of " + values;
    }
}
