package dev.faultline.checkers.history;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Operations in columns, by number in the order of their invocations, for algorithms on arrays. Functions, values and
 * processes are numbered too: equal things have equal numbers. Functions and values are counted from 0 as they occur.
 * Immutable; the arrays are handed out as they are, and are nobody's to change.
 */
public final class Operations {
    private final Columns columns;
    private final List<String> functionTable;
    private final ValueTable valueTable;
    private final List<Operation> originals;
    private final @Nullable History history;

    /**
     * One array for each property, by operation.
     *
     * @param arguments numbers in a {@link ValueTable}, as results are
     */
    record Columns(
            int[] invoked,
            int[] completed,
            int[] processes,
            int[] functions,
            int[] arguments,
            int[] results,
            boolean[] ok,
            boolean[] failed) {
        Columns(int size) {
            this(
                    new int[size],
                    new int[size],
                    new int[size],
                    new int[size],
                    new int[size],
                    new int[size],
                    new boolean[size],
                    new boolean[size]);
        }

        int size() {
            return invoked.length;
        }
    }

    Operations(
            Columns columns,
            List<String> functionTable,
            ValueTable valueTable,
            List<Operation> originals,
            @Nullable History history) {
        this.columns = columns;
        this.functionTable = functionTable;
        this.valueTable = valueTable;
        this.originals = originals;
        this.history = history;
    }

    /** These operations in columns. Those that {@link History#judged} gave need not be looked at one by one. */
    public static Operations of(List<Operation> operations) {
        if (operations instanceof JudgedOperations judged) {
            return judged.columns();
        }
        Columns columns = new Columns(operations.size());
        Values values = new Values();
        CodeNumbers valueNumbers = new CodeNumbers();
        Numbering<String> functionNumbers = new Numbering<>();
        Numbering<ProcessId> processNumbers = new Numbering<>();
        for (int op = 0; op < columns.size(); op++) {
            Operation operation = operations.get(op);
            columns.invoked[op] = operation.invokedRank();
            columns.completed[op] = operation.completedRank();
            columns.processes[op] = processNumbers.of(operation.process());
            columns.functions[op] = functionNumbers.of(operation.function());
            columns.arguments[op] = valueNumbers.of(values.of(Edn.normal(operation.argument())));
            columns.results[op] = valueNumbers.of(values.of(Edn.normal(operation.result())));
            columns.ok[op] = operation.isOk();
            columns.failed[op] = operation.outcome() == Outcome.FAIL;
        }
        List<Operation> originals = List.copyOf(operations);
        return new Operations(
                columns, functionNumbers.things, new ValueTable(values, valueNumbers.codes()), originals, null);
    }

    public int size() {
        return columns.size();
    }

    /** By operation: the rank of its invocation. */
    public int[] invoked() {
        return columns.invoked;
    }

    /** By operation: the rank of its completion, {@link Operation#NEVER} for one that crashed. */
    public int[] completed() {
        return columns.completed;
    }

    /** By operation: its process's number. Some numbers may be no operation's here. */
    public int[] processes() {
        return columns.processes;
    }

    /** By operation: its function's number. */
    public int[] functions() {
        return columns.functions;
    }

    /** By operation: the number of the value it was invoked with. */
    public int[] arguments() {
        return columns.arguments;
    }

    /** By operation: the number of the value it completed with; nil's when there is no completion. */
    public int[] results() {
        return columns.results;
    }

    /** By operation: whether it is known to have taken effect; else it crashed, or it failed where such are kept. */
    public boolean[] ok() {
        return columns.ok;
    }

    /** By operation: whether it is known never to take effect. None is, unless failed operations were asked for. */
    public boolean[] failed() {
        return columns.failed;
    }

    /** The functions by number. */
    public List<String> functionTable() {
        return functionTable;
    }

    /** The values by number. */
    public List<@Nullable Object> valueTable() {
        return valueTable;
    }

    /** Numbers of values and of what stands first in pairs, without a look at the values themselves. */
    public ValueParts valueParts() {
        return new ValueParts(valueTable);
    }

    /** The operations themselves, by number. */
    public List<Operation> all() {
        return originals;
    }

    /** The operation of that number, to be shown. */
    public Operation operation(int number) {
        return originals.get(number);
    }

    /**
     * The operations of each key by themselves, where every value is {@code [key v]}; inside, values are {@code v}. Keys
     * come in the order of their first invocations.
     *
     * @throws MalformedOperation when a value names no key, an operation ends on another key than it began, or its value
     *     looks like a transaction, which may be of several keys
     */
    public Map<@Nullable Object, Operations> byValueTuple() {
        return Partition.byValueTuple(this);
    }

    /**
     * The operations of each key by themselves, where every event has its key under {@code :name} beside the value.
     *
     * @throws MalformedOperation when an operation has none, or ends on another key than it began
     * @throws IllegalStateException when these operations are not those of a history
     */
    public Map<@Nullable Object, Operations> byExtra(String name) {
        if (history == null) {
            throw new IllegalStateException("operations given by hand have no extra keys");
        }
        return Partition.byExtra(this, history, Keyword.of(name));
    }

    Columns arrays() {
        return columns;
    }

    ValueTable values() {
        return valueTable;
    }

    /** Values by number, decoded when they are asked for. */
    static final class ValueTable extends AbstractList<@Nullable Object> implements RandomAccess {
        private final Values values;
        private final int[] codes;

        ValueTable(Values values, int[] codes) {
            this.values = values;
            this.codes = codes;
        }

        @Override
        public @Nullable Object get(int number) {
            return values.value(codes[number]);
        }

        @Override
        public int size() {
            return codes.length;
        }

        Values values() {
            return values;
        }

        int code(int number) {
            return codes[number];
        }
    }

    private static final class Numbering<T> {
        private final Object2IntOpenHashMap<T> numbers = new Object2IntOpenHashMap<>();
        private final List<T> things = new ArrayList<>();

        int of(T thing) {
            numbers.defaultReturnValue(things.size());
            int number = numbers.getInt(thing);
            if (number == things.size()) {
                numbers.put(thing, number);
                things.add(thing);
            }
            return number;
        }
    }
}
