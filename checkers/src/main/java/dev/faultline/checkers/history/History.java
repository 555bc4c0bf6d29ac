package dev.faultline.checkers.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * What clients did and what they were told, in the order it happened. Immutable.
 *
 * <p>The position of an event is its <em>rank</em>; the index recorded in a file may start elsewhere. What a history
 * means:
 *
 * <ul>
 *   <li>an operation that completed {@code fail} did not happen and is not judged;
 *   <li>an invocation without completion is {@code info}: it may take effect at any later time, or never;
 *   <li>a process may invoke again after an {@code info}; the old operation stays open for ever;
 *   <li>only the nemesis is no client; any other process, numbered or named, is.
 * </ul>
 *
 * <p>Inside: one array per column, equal processes, functions and values stored once.
 */
public final class History {
    private static final EventType[] TYPES = EventType.values();

    private final byte[] types;
    private final int[] processes;
    private final int[] functions;
    private final int[] values;
    private final int[] partners;
    private final long[] times;
    private final long[] indices;
    private final Map<Integer, Event> details;
    private final List<ProcessId> processTable;
    private final List<String> functionTable;
    private final List<@Nullable Object> valueTable;

    /** Ranks of the client invocations. */
    private final int[] invocations;

    History(
            byte[] types,
            int[] processes,
            int[] functions,
            int[] values,
            int[] partners,
            long[] times,
            long[] indices,
            Map<Integer, Event> details,
            List<ProcessId> processTable,
            List<String> functionTable,
            List<@Nullable Object> valueTable) {
        this.types = types;
        this.processes = processes;
        this.functions = functions;
        this.values = values;
        this.partners = partners;
        this.times = times;
        this.indices = indices;
        this.details = details;
        this.processTable = processTable;
        this.functionTable = functionTable;
        this.valueTable = valueTable;
        this.invocations = findInvocations();
    }

    /** The history of these events. */
    public static History of(List<Event> events) {
        HistoryBuilder builder = new HistoryBuilder();
        events.forEach(builder::add);
        return builder.build();
    }

    public static History of(Event... events) {
        return of(List.of(events));
    }

    /**
     * Reads a file in Jepsen's EDN format: one vector or list of event maps, or one map after another.
     *
     * @throws IOException when the file cannot be read
     * @throws HistoryFormatException when it is not a history
     */
    public static History read(Path file) throws IOException {
        return HistoryReader.read(file);
    }

    /**
     * Reads a file whose writer may have been killed: an event cut off by the end of the file is dropped.
     *
     * @throws IOException when the file cannot be read
     * @throws HistoryFormatException when it is not even the beginning of a history
     */
    public static Recovered recover(Path file) throws IOException {
        return HistoryReader.recover(file);
    }

    /** The number of events. */
    public int size() {
        return types.length;
    }

    /** The event at that rank, from 0. */
    public Event event(int rank) {
        Event detail = details.get(rank);
        return new Event(
                indices[rank],
                TYPES[types[rank]],
                processTable.get(processes[rank]),
                functionTable.get(functions[rank]),
                valueTable.get(values[rank]),
                times[rank],
                detail == null ? null : detail.error(),
                detail == null ? Map.of() : detail.extra());
    }

    /** All events by rank, as a view. */
    public List<Event> events() {
        return new View<>(types.length) {
            @Override
            public Event get(int rank) {
                return event(rank);
            }
        };
    }

    /** All client operations by invocation, failed ones included, as a view. */
    public List<Operation> operations() {
        return new View<>(invocations.length) {
            @Override
            public Operation get(int number) {
                return operation(invocations[number]);
            }
        };
    }

    /** The client operations that happened or may have happened: all but the failed ones. */
    public List<Operation> judged() {
        List<Operation> judged = new ArrayList<>(invocations.length);
        for (int invocation : invocations) {
            int completion = partners[invocation];
            if (completion < 0 || TYPES[types[completion]] != EventType.FAIL) {
                judged.add(operation(invocation));
            }
        }
        return Collections.unmodifiableList(judged);
    }

    private Operation operation(int invocation) {
        int completion = partners[invocation];
        EventType end = completion < 0 ? EventType.INFO : TYPES[types[completion]];
        Outcome outcome = switch (end) {
            case OK -> Outcome.OK;
            case FAIL -> Outcome.FAIL;
            case INFO -> Outcome.INFO;
            case INVOKE -> throw new IllegalStateException("event " + completion + " completes nothing");
        };
        Event before = details.get(invocation);
        Event after = completion < 0 ? null : details.get(completion);
        String node = before == null ? null : before.node();
        return new Operation(
                processTable.get(processes[invocation]),
                functionTable.get(functions[invocation]),
                valueTable.get(values[invocation]),
                completion < 0 ? null : valueTable.get(values[completion]),
                outcome,
                invocation,
                outcome == Outcome.INFO ? Operation.NEVER : completion,
                times[invocation],
                completion < 0 ? -1 : times[completion],
                node == null && after != null ? after.node() : node,
                after == null ? null : after.error());
    }

    private int[] findInvocations() {
        int[] found = new int[types.length];
        int count = 0;
        for (int rank = 0; rank < types.length; rank++) {
            if (types[rank] == EventType.INVOKE.ordinal()
                    && processTable.get(processes[rank]).isClient()) {
                found[count++] = rank;
            }
        }
        return Arrays.copyOf(found, count);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof History history && events().equals(history.events());
    }

    @Override
    public int hashCode() {
        return events().hashCode();
    }

    @Override
    public String toString() {
        return "History of " + size() + " events, " + invocations.length + " operations";
    }

    private abstract static class View<T> extends AbstractList<T> implements RandomAccess {
        private final int size;

        View(int size) {
            this.size = size;
        }

        @Override
        public int size() {
            return size;
        }
    }
}
