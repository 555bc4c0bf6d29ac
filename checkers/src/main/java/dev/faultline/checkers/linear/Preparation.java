package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.checkers.model.HoldsOneValue;
import dev.faultline.checkers.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns operations into a {@link Problem}, leaving out crashed operations that cannot matter.
 *
 * <p>For a model that holds one value:
 *
 * <ul>
 *   <li>A crashed operation is kept only if it puts a value that a completed operation needs, or that a kept one needs
 *       (backward closure). Take any valid order and remove the others: the last one that put a value before an
 *       operation that needs it was kept, so that operation still finds its value.
 *   <li>Where a value has a single writer and is not the initial one, the writer happened before the first end of an
 *       operation that needs the value. This bounds crashed writers too, and is repeated until nothing changes.
 * </ul>
 */
final class Preparation {
    private Preparation() {}

    static <S extends Model<S>> Problem prepare(List<Operation> operations, S model) {
        return model instanceof HoldsOneValue holder
                ? prepareValues(operations, holder)
                : prepareAny(operations, model);
    }

    /** Operations of one kind are the same to the model; an ok one was answered, a crashed one was not. */
    private record Kind(
            String function,
            @Nullable Object value,
            boolean ok,
            @Nullable ProcessId process) {
        static Kind of(Operation operation, Model<?> model) {
            return new Kind(
                    operation.function(),
                    operation.value(),
                    operation.isOk(),
                    model.seesProcess() ? operation.process() : null);
        }
    }

    private static <S extends Model<S>> Problem prepareAny(List<Operation> operations, S model) {
        List<Operation> kept = new ArrayList<>(operations.size());
        for (Operation operation : operations) {
            if (operation.isOk() || !model.changesNothing(operation)) {
                kept.add(operation);
            }
        }
        Numbers<Kind> kinds = new Numbers<>();
        List<Operation> samples = new ArrayList<>();
        int[] kindOf = new int[kept.size()];
        int[] ends = new int[kept.size()];
        for (int op = 0; op < kindOf.length; op++) {
            Operation operation = kept.get(op);
            kindOf[op] = kinds.of(Kind.of(operation, model));
            ends[op] = operation.completedRank();
            if (kindOf[op] == samples.size()) {
                samples.add(operation);
            }
        }
        boolean[] idle = new boolean[samples.size()];
        for (int kind = 0; kind < idle.length; kind++) {
            idle[kind] = model.changesNothing(samples.get(kind));
        }
        return new Problem(kept, new ModelTransitions<>(model, samples), kindOf, idle, ends, 0);
    }

    private static Problem prepareValues(List<Operation> operations, HoldsOneValue model) {
        ValueColumns columns = new ValueColumns(operations, model);
        Column column = new Column(operations.size());
        for (int op = 0; op < columns.put.length; op++) {
            if (operations.get(op).isOk() || columns.put[op] != ValueTransitions.NONE) {
                column.add(operations.get(op), columns.needed[op], columns.put[op]);
            }
        }
        column.keepNeeded(columns.valueCount);
        column.tighten(columns.valueCount, columns.initial);
        return column.problem(columns.valueCount, columns.initial);
    }

    /** Operations on values, one array per property. */
    private static final class Column {
        private final List<Operation> operations;
        private final int[] needed;
        private final int[] put;
        private int[] ends = {};

        Column(int capacity) {
            operations = new ArrayList<>(capacity);
            needed = new int[capacity];
            put = new int[capacity];
        }

        void add(Operation operation, int neededValue, int putValue) {
            needed[operations.size()] = neededValue;
            put[operations.size()] = putValue;
            operations.add(operation);
        }

        /** Drops crashed operations whose value nobody needs. */
        void keepNeeded(int valueCount) {
            boolean[] wanted = new boolean[valueCount];
            boolean[] keep = new boolean[operations.size()];
            boolean grew = true;
            while (grew) {
                grew = false;
                for (int op = 0; op < keep.length; op++) {
                    if (!keep[op] && (operations.get(op).isOk() || (put[op] >= 0 && wanted[put[op]]))) {
                        keep[op] = true;
                        grew |= needed[op] >= 0 && !wanted[needed[op]];
                        if (needed[op] >= 0) {
                            wanted[needed[op]] = true;
                        }
                    }
                }
            }
            retain(keep);
        }

        private void retain(boolean[] keep) {
            int count = 0;
            for (int op = 0; op < keep.length; op++) {
                if (keep[op]) {
                    operations.set(count, operations.get(op));
                    needed[count] = needed[op];
                    put[count++] = put[op];
                }
            }
            operations.subList(count, operations.size()).clear();
        }

        /** Ends the single writer of a value at the first end of an operation that needs the value. */
        void tighten(int valueCount, int initial) {
            int count = operations.size();
            ends = new int[count];
            int[] writers = new int[valueCount];
            for (int op = 0; op < count; op++) {
                ends[op] = operations.get(op).completedRank();
                if (put[op] >= 0) {
                    writers[put[op]]++;
                }
            }
            boolean changed = true;
            while (changed) {
                int[] firstNeed = firstNeeds(valueCount);
                changed = false;
                for (int op = 0; op < count; op++) {
                    int value = put[op];
                    if (value >= 0
                            && value != initial
                            && writers[value] == 1
                            && firstNeed[value] < ends[op]
                            && firstNeed[value] > operations.get(op).invokedRank()) {
                        ends[op] = firstNeed[value];
                        changed = true;
                    }
                }
            }
        }

        private int[] firstNeeds(int valueCount) {
            int[] first = new int[valueCount];
            Arrays.fill(first, Operation.NEVER);
            for (int op = 0; op < ends.length; op++) {
                if (needed[op] >= 0) {
                    first[needed[op]] = Math.min(first[needed[op]], ends[op]);
                }
            }
            return first;
        }

        Problem problem(int valueCount, int initial) {
            Numbers<Long> kinds = new Numbers<>();
            int count = operations.size();
            int[] kindOf = new int[count];
            int[] neededByKind = new int[count];
            int[] putByKind = new int[count];
            for (int op = 0; op < count; op++) {
                int kind = kinds.of((long) needed[op] << 32 | (put[op] & 0xffffffffL));
                kindOf[op] = kind;
                neededByKind[kind] = needed[op];
                putByKind[kind] = put[op];
            }
            boolean[] idle = new boolean[kinds.count()];
            for (int kind = 0; kind < idle.length; kind++) {
                idle[kind] = putByKind[kind] == ValueTransitions.NONE;
            }
            ValueTransitions transitions = new ValueTransitions(
                    initial, Arrays.copyOf(neededByKind, idle.length), Arrays.copyOf(putByKind, idle.length));
            return new Problem(operations, transitions, kindOf, idle, ends, valueCount);
        }
    }
}
