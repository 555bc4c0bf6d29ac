package dev.faultline.checkers.history;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** Takes the columns of operations from those of events. */
final class HistoryOperations {
    private final History history;
    private final EventColumns events;
    private final CodeNumbers values = new CodeNumbers();
    private final List<String> functions = new ArrayList<>();
    private final int[] functionNumbers;

    private HistoryOperations(History history) {
        this.history = history;
        this.events = history.rows();
        this.functionNumbers = new int[history.functions().size()];
        Arrays.fill(functionNumbers, -1);
    }

    static Operations of(History history, boolean withFailed) {
        int[] kept = withFailed ? history.invocations() : withoutFailed(history);
        return new HistoryOperations(history).operations(kept, new LazyList(history, kept));
    }

    /** The operations invoked at these ranks, which are those of the list. */
    static Operations of(History history, int[] invocations, List<Operation> operations) {
        return new HistoryOperations(history).operations(invocations, operations);
    }

    private Operations operations(int[] kept, List<Operation> originals) {
        Operations.Columns columns = new Operations.Columns(kept.length);
        for (int op = 0; op < kept.length; op++) {
            int invocation = kept[op];
            int completion = events.partner(invocation);
            Outcome outcome = history.outcome(invocation);
            columns.invoked()[op] = invocation;
            columns.completed()[op] = outcome == Outcome.INFO ? Operation.NEVER : completion;
            columns.processes()[op] = events.process(invocation);
            columns.functions()[op] = function(events.function(invocation));
            columns.arguments()[op] = values.of(events.value(invocation));
            columns.results()[op] = values.of(completion < 0 ? Values.NIL : events.value(completion));
            columns.ok()[op] = outcome == Outcome.OK;
            columns.failed()[op] = outcome == Outcome.FAIL;
        }
        return new Operations(
                columns,
                List.copyOf(functions),
                new Operations.ValueTable(history.values(), values.codes()),
                originals,
                history);
    }

    /** Ranks of the invocations whose operations did not fail. */
    static int[] withoutFailed(History history) {
        int[] invocations = history.invocations();
        int[] kept = new int[invocations.length];
        int count = 0;
        for (int invocation : invocations) {
            if (history.outcome(invocation) != Outcome.FAIL) {
                kept[count++] = invocation;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private int function(int ofHistory) {
        if (functionNumbers[ofHistory] < 0) {
            functionNumbers[ofHistory] = functions.size();
            functions.add(history.functions().get(ofHistory));
        }
        return functionNumbers[ofHistory];
    }

    /** Operations that are made when they are asked for. */
    private static final class LazyList extends AbstractList<Operation> implements RandomAccess {
        private final History history;
        private final int[] invocations;

        LazyList(History history, int[] invocations) {
            this.history = history;
            this.invocations = invocations;
        }

        @Override
        public Operation get(int number) {
            return history.operation(invocations[number]);
        }

        @Override
        public int size() {
            return invocations.length;
        }
    }
}
