package dev.faultline.checkers.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@link Operations} and what stands first in those that are pairs, numbered together from 0: an element has the number
 * that it has in {@code [element answer]}. Equal things have equal numbers.
 */
public final class ValueParts {
    /** In the place of a number: the value is no pair. */
    public static final int NO_PAIR = -1;

    private final Operations.ValueTable table;
    private final int[] wholes;
    private final int[] firsts;
    private final int count;

    ValueParts(Operations.ValueTable table) {
        this.table = table;
        this.wholes = new int[table.size()];
        this.firsts = new int[table.size()];
        Arrays.fill(firsts, NO_PAIR);
        CodeNumbers numbers = new CodeNumbers();
        for (int value = 0; value < wholes.length; value++) {
            int code = table.code(value);
            wholes[value] = numbers.of(code);
            if (Values.isPair(code)) {
                firsts[value] = numbers.of(table.values().first(code));
            }
        }
        this.count = numbers.size();
    }

    /** How many numbers there are. */
    public int count() {
        return count;
    }

    /** The number of a value of the {@link Operations#valueTable}. */
    public int whole(int value) {
        return wholes[value];
    }

    /** The number of what stands first in it, or {@link #NO_PAIR}. */
    public int first(int value) {
        return firsts[value];
    }

    /** What stands second in a pair. */
    public @Nullable Object second(int pair) {
        return table.values().value(table.values().second(table.code(pair)));
    }
}
