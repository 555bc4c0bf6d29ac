package dev.faultline.checkers.sequential;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.checkers.model.Access;
import dev.faultline.checkers.model.HoldsOneValue;
import dev.faultline.checkers.model.Model;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one object as chains: the completed operations of a process in their order are one, and each crashed
 * operation is one of its own. That comes after what its process had completed before, and is free of what the process did later,
 * since it may take effect at any time, or never.
 */
final class ProcessOrder {
    /** In the place of a value: needs none, puts none. */
    static final int NONE = -1;

    final List<Operation> operations = new ArrayList<>();

    /** By chain: its operations. */
    final List<List<Integer>> chains = new ArrayList<>();

    /** By operation: its chain, its place there, and the operation that it follows; {@link #NONE} for the first. */
    final int[] chainOf;

    final int[] placeOf;
    final int[] follows;

    /** By operation: operations of one kind are the same to the model. */
    final int[] kindOf;

    /** By kind: one operation of it, and whether it never changes a state. */
    final List<Operation> samples = new ArrayList<>();

    final boolean[] idle;

    /** By operation: whether it certainly took effect, because it completed or because one that did needs its value. */
    final boolean[] required;

    /** By operation, when the model holds one value: the number of the value that it needs, and that it puts. */
    final int[] needed;

    final int[] put;
    final boolean oneValue;
    final int initialValue;
    final int valueCount;

    private final Object2IntOpenHashMap<@Nullable Object> values = new Object2IntOpenHashMap<>();

    private record Kind(
            String function,
            @Nullable Object value,
            boolean ok,
            @Nullable ProcessId process) {}

    ProcessOrder(List<Operation> history, Model<?> model) {
        for (Operation operation : history) {
            if (operation.isOk() || !model.changesNothing(operation)) {
                operations.add(operation);
            }
        }
        int size = operations.size();
        this.chainOf = new int[size];
        this.placeOf = new int[size];
        this.follows = new int[size];
        this.kindOf = new int[size];
        this.required = new boolean[size];
        this.needed = new int[size];
        this.put = new int[size];
        values.defaultReturnValue(NONE);
        chain();
        this.idle = kinds(model);
        this.oneValue = model instanceof HoldsOneValue;
        this.initialValue = model instanceof HoldsOneValue holder ? access(holder) : NONE;
        this.valueCount = values.size();
        require();
    }

    private void chain() {
        Map<ProcessId, Integer> chainOfProcess = new HashMap<>();
        for (int op = 0; op < chainOf.length; op++) {
            ProcessId process = operations.get(op).process();
            Integer known = chainOfProcess.get(process);
            List<Integer> before = known == null ? List.of() : chains.get(known);
            follows[op] = before.isEmpty() ? NONE : before.get(before.size() - 1);
            if (operations.get(op).isOk()) {
                if (known == null) {
                    known = newChain();
                    chainOfProcess.put(process, known);
                }
                append(op, known);
            } else {
                append(op, newChain());
            }
        }
    }

    private int newChain() {
        chains.add(new ArrayList<>());
        return chains.size() - 1;
    }

    private void append(int op, int chain) {
        chainOf[op] = chain;
        placeOf[op] = chains.get(chain).size();
        chains.get(chain).add(op);
    }

    private boolean[] kinds(Model<?> model) {
        Map<Kind, Integer> kinds = new HashMap<>();
        for (int op = 0; op < kindOf.length; op++) {
            Operation operation = operations.get(op);
            Kind kind = new Kind(
                    operation.function(),
                    operation.value(),
                    operation.isOk(),
                    model.seesProcess() ? operation.process() : null);
            Integer known = kinds.putIfAbsent(kind, samples.size());
            kindOf[op] = known == null ? samples.size() : known;
            if (known == null) {
                samples.add(operation);
            }
        }
        boolean[] changesNothing = new boolean[samples.size()];
        for (int kind = 0; kind < changesNothing.length; kind++) {
            changesNothing[kind] = model.changesNothing(samples.get(kind));
        }
        return changesNothing;
    }

    private int access(HoldsOneValue holder) {
        int initial = value(holder.held());
        for (int op = 0; op < needed.length; op++) {
            Access access = holder.access(operations.get(op));
            needed[op] = access.needs() ? value(access.needed()) : NONE;
            put[op] = access.changesNothing() ? NONE : value(access.put());
        }
        return initial;
    }

    private int value(@Nullable Object value) {
        int number = values.getInt(value);
        if (number == NONE) {
            number = values.size();
            values.put(value, number);
        }
        return number;
    }

    private void require() {
        int[] writer = oneValue ? onlyWriters() : new int[0];
        List<Integer> todo = new ArrayList<>();
        for (int op = 0; op < required.length; op++) {
            if (operations.get(op).isOk()) {
                required[op] = true;
                todo.add(op);
            }
        }
        while (oneValue && !todo.isEmpty()) {
            int op = todo.remove(todo.size() - 1);
            int from = needed[op] == NONE ? NONE : writer[needed[op]];
            if (from >= 0 && !required[from]) {
                required[from] = true;
                todo.add(from);
            }
        }
    }

    /** By value: the only operation that puts it, where there is one and it does not hold at the beginning; else {@link #NONE}. */
    int[] onlyWriters() {
        int[] writer = new int[valueCount];
        int[] count = new int[valueCount];
        for (int op = 0; op < put.length; op++) {
            if (put[op] != NONE) {
                writer[put[op]] = op;
                count[put[op]]++;
            }
        }
        for (int value = 0; value < valueCount; value++) {
            if (count[value] != 1 || value == initialValue) {
                writer[value] = NONE;
            }
        }
        return writer;
    }
}
