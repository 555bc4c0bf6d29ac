package dev.faultline.checkers.history;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Operations in columns, by number in the order of their invocations, for algorithms on arrays. Functions and values are
 * numbered too: equal things have equal numbers, counted from 0. Immutable; the arrays are handed out as they are, and are
 * nobody's to change.
 */
public final class Operations {
    private final int[] invoked;
    private final int[] completed;
    private final int[] functions;
    private final int[] arguments;
    private final int[] results;
    private final boolean[] ok;
    private final List<String> functionTable;
    private final List<@Nullable Object> valueTable;
    private final List<Operation> originals;

    private Operations(List<Operation> originals) {
        int size = originals.size();
        this.originals = originals;
        this.invoked = new int[size];
        this.completed = new int[size];
        this.functions = new int[size];
        this.arguments = new int[size];
        this.results = new int[size];
        this.ok = new boolean[size];
        Numbering<String> functionNumbers = new Numbering<>();
        Numbering<Object> valueNumbers = new Numbering<>();
        for (int op = 0; op < size; op++) {
            Operation operation = originals.get(op);
            invoked[op] = operation.invokedRank();
            completed[op] = operation.completedRank();
            functions[op] = functionNumbers.of(operation.function());
            arguments[op] = valueNumbers.of(operation.argument());
            results[op] = valueNumbers.of(operation.result());
            ok[op] = operation.isOk();
        }
        this.functionTable =
                functionNumbers.things.stream().map(Objects::requireNonNull).toList();
        this.valueTable = valueNumbers.things;
    }

    public static Operations of(List<Operation> operations) {
        return new Operations(operations);
    }

    public int size() {
        return invoked.length;
    }

    /** By operation: the rank of its invocation. */
    public int[] invoked() {
        return invoked;
    }

    /** By operation: the rank of its completion, {@link Operation#NEVER} for one that crashed. */
    public int[] completed() {
        return completed;
    }

    /** By operation: its function's number. */
    public int[] functions() {
        return functions;
    }

    /** By operation: the number of the value it was invoked with. */
    public int[] arguments() {
        return arguments;
    }

    /** By operation: the number of the value it completed with. */
    public int[] results() {
        return results;
    }

    /** By operation: whether it is known to have taken effect; else it crashed. */
    public boolean[] ok() {
        return ok;
    }

    /** The functions by number. */
    public List<String> functionTable() {
        return functionTable;
    }

    /** The values by number. */
    public List<@Nullable Object> valueTable() {
        return valueTable;
    }

    /** The operations themselves, by number. */
    public List<Operation> all() {
        return originals;
    }

    /** The operation of that number, to be shown. */
    public Operation operation(int number) {
        return originals.get(number);
    }

    private static final class Numbering<T> {
        private final Object2IntOpenHashMap<T> numbers = new Object2IntOpenHashMap<>();
        private final List<@Nullable T> things = new ArrayList<>();

        Numbering() {
            numbers.defaultReturnValue(-1);
        }

        int of(@Nullable T thing) {
            int number = numbers.getInt(thing);
            if (number < 0) {
                number = things.size();
                numbers.put(thing, number);
                things.add(thing);
            }
            return number;
        }
    }
}
