package dev.faultline.checkers.history;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Operations on independent objects, one object at a time. Linear: operations are counted and sorted by key, and values are
 * numbered anew for each key with one array that all keys share.
 */
final class Partition {
    private final Operations whole;
    private final Operations.Columns columns;
    private final Values values;

    /** By operation: its key's number, and the codes of its argument and result without the key. */
    private final int[] keys;

    private final int[] arguments;
    private final int[] results;
    private final CodeNumbers keyNumbers = new CodeNumbers();
    private final CodeNumbers valueNumbers = new CodeNumbers();

    private Partition(Operations whole) {
        this.whole = whole;
        this.columns = whole.arrays();
        this.values = whole.values().values();
        this.keys = new int[whole.size()];
        this.arguments = new int[whole.size()];
        this.results = new int[whole.size()];
    }

    static Map<@Nullable Object, Operations> byValueTuple(Operations whole) {
        Partition partition = new Partition(whole);
        for (int op = 0; op < whole.size(); op++) {
            partition.takeTupleApart(op);
        }
        return partition.split(true);
    }

    static Map<@Nullable Object, Operations> byExtra(Operations whole, History history, Keyword name) {
        Partition partition = new Partition(whole);
        for (int op = 0; op < whole.size(); op++) {
            partition.keys[op] = partition.keyNumbers.of(partition.extra(op, history, name));
            partition.arguments[op] = partition.argument(op);
            partition.results[op] = partition.result(op);
        }
        return partition.split(false);
    }

    private int argument(int op) {
        return whole.values().code(columns.arguments()[op]);
    }

    private int result(int op) {
        return whole.values().code(columns.results()[op]);
    }

    private void takeTupleApart(int op) {
        int argument = requirePair(op, argument(op));
        int key = values.first(argument);
        arguments[op] = values.second(argument);
        results[op] = Values.NIL;
        if (!Values.isSmall(key) && isTransaction(values.value(key)) && isTransaction(values.value(arguments[op]))) {
            throw new MalformedOperation(whole.operation(op)
                    + ": expected a value [key v], not a transaction, which may be of several keys");
        }
        if (columns.ok()[op]) {
            int result = requirePair(op, result(op));
            if (values.first(result) != key) {
                throw elsewhere(op, key);
            }
            results[op] = values.second(result);
        }
        keys[op] = keyNumbers.of(key);
    }

    /** Whether it looks like a step of a transaction, {@code [:append x 1]}. */
    private static boolean isTransaction(@Nullable Object part) {
        return part instanceof List<?> step && step.size() > 1 && step.get(0) instanceof Keyword;
    }

    private int requirePair(int op, int code) {
        if (!Values.isPair(code)) {
            throw new MalformedOperation(
                    whole.operation(op) + ": expected a value [key v], not " + Edn.print(values.value(code)));
        }
        return code;
    }

    private MalformedOperation elsewhere(int op, int key) {
        return new MalformedOperation(
                whole.operation(op) + ": expected it to complete on key " + Edn.print(values.value(key)));
    }

    private int extra(int op, History history, Keyword name) {
        EventColumns events = history.rows();
        int invocation = columns.invoked()[op];
        int completion = events.partner(invocation);
        int key = history.details().extra(events.detail(invocation), name, values);
        int after = completion < 0 ? Details.ABSENT : history.details().extra(events.detail(completion), name, values);
        if (key == Details.ABSENT) {
            throw new MalformedOperation(whole.operation(op) + ": expected a key under " + name);
        }
        if (after != Details.ABSENT && after != key) {
            throw elsewhere(op, key);
        }
        return key;
    }

    private Map<@Nullable Object, Operations> split(boolean tuples) {
        int[] keyCodes = keyNumbers.codes();
        int[] ends = new int[keyCodes.length];
        for (int key : keys) {
            ends[key]++;
        }
        for (int key = 1; key < ends.length; key++) {
            ends[key] += ends[key - 1];
        }
        int[] sorted = new int[keys.length];
        int[] next = ends.clone();
        for (int op = keys.length - 1; op >= 0; op--) {
            sorted[--next[keys[op]]] = op;
            arguments[op] = valueNumbers.of(arguments[op]);
            results[op] = valueNumbers.of(results[op]);
        }
        int[] codes = valueNumbers.codes();
        int[] local = new int[codes.length];
        Arrays.fill(local, -1);
        Map<@Nullable Object, Operations> byKey = new LinkedHashMap<>();
        for (int key = 0; key < keyCodes.length; key++) {
            int[] members = Arrays.copyOfRange(sorted, next[key], ends[key]);
            byKey.put(values.value(keyCodes[key]), part(members, codes, local, tuples));
        }
        return byKey;
    }

    private Operations part(int[] members, int[] codes, int[] local, boolean tuples) {
        Operations.Columns part = new Operations.Columns(members.length);
        IntArrayList occurring = new IntArrayList();
        for (int i = 0; i < members.length; i++) {
            int op = members[i];
            part.invoked()[i] = columns.invoked()[op];
            part.completed()[i] = columns.completed()[op];
            part.processes()[i] = columns.processes()[op];
            part.functions()[i] = columns.functions()[op];
            part.arguments()[i] = localNumber(arguments[op], local, occurring);
            part.results()[i] = localNumber(results[op], local, occurring);
            part.ok()[i] = columns.ok()[op];
            part.failed()[i] = columns.failed()[op];
        }
        int[] partCodes = new int[occurring.size()];
        for (int number = 0; number < partCodes.length; number++) {
            int global = occurring.getInt(number);
            partCodes[number] = codes[global];
            local[global] = -1;
        }
        return new Operations(
                part,
                whole.functionTable(),
                new Operations.ValueTable(values, partCodes),
                new Members(members, tuples),
                null);
    }

    private static int localNumber(int global, int[] local, IntArrayList occurring) {
        if (local[global] < 0) {
            local[global] = occurring.size();
            occurring.add(global);
        }
        return local[global];
    }

    /** The operations of one key, without it where it is a part of their values. */
    private final class Members extends AbstractList<Operation> implements RandomAccess {
        private final int[] members;
        private final boolean tuples;

        Members(int[] members, boolean tuples) {
            this.members = members;
            this.tuples = tuples;
        }

        @Override
        public Operation get(int number) {
            Operation operation = whole.operation(members[number]);
            return tuples
                    ? operation.with(second(operation.argument()), operation.isOk() ? second(operation.result()) : null)
                    : operation;
        }

        @Override
        public int size() {
            return members.length;
        }
    }

    private static @Nullable Object second(@Nullable Object value) {
        return ((List<?>) Objects.requireNonNull(value)).get(1);
    }
}
