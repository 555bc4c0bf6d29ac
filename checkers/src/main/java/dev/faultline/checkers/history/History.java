package dev.faultline.checkers.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;
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
 *   <li>only the nemesis is no client, and processes that the reader was told to ignore; any other process, numbered
 *       or named, is.
 * </ul>
 *
 * <p>Inside: one array per column, equal values stored once. Events and operations are made when they are asked for;
 * algorithms on whole histories are better off with {@link #columns}.
 */
public final class History {
    private final EventColumns events;
    private final Values values;
    private final Details details;
    private final ProcessTable processes;
    private final List<String> functions;

    /** Ranks of the client invocations. */
    private final int[] invocations;

    History(EventColumns events, Values values, Details details, ProcessTable processes, List<String> functions) {
        this.events = events;
        this.values = values;
        this.details = details;
        this.processes = processes;
        this.functions = functions;
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
     * Reads a file in Jepsen's EDN format, one vector or list of event maps or one map after another, or the same in JSON,
     * one array of objects or one object a line. Which it is, the file's beginning says.
     *
     * @throws IOException when the file cannot be read
     * @throws HistoryFormatException when it is not a history
     */
    public static History read(Path file) throws IOException {
        return HistoryReader.read(file, Set.of());
    }

    /**
     * The same, in which processes of these names are no clients: {@code loader} means the process {@code :loader} as well
     * as {@code "loader"}, {@code 7} client 7.
     *
     * @throws IOException when the file cannot be read
     * @throws HistoryFormatException when it is not a history
     */
    public static History read(Path file, Set<String> ignored) throws IOException {
        return HistoryReader.read(file, ignored);
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
        return events.size();
    }

    /** The event at that rank, from 0. */
    public Event event(int rank) {
        int detail = events.detail(rank);
        return new Event(
                events.index(rank),
                events.type(rank),
                processes.id(events.process(rank)),
                functions.get(events.function(rank)),
                values.value(events.value(rank)),
                events.time(rank),
                details.error(detail, values),
                details.extra(detail, values));
    }

    /** Prints the event at that rank as one line of Jepsen's format, without the line's end. */
    void print(int rank, StringBuilder out) {
        int detail = events.detail(rank);
        EventCodec.print(
                events.index(rank),
                events.type(rank),
                processes.id(events.process(rank)),
                functions.get(events.function(rank)),
                out);
        values.print(events.value(rank), out);
        EventCodec.printRest(events.time(rank), details.error(detail, values), details.extra(detail, values), out);
    }

    /** All events by rank, as a view. */
    public List<Event> events() {
        return new View<>(events.size()) {
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
        return new JudgedOperations(this);
    }

    /** The same operations in columns, without an object for each. */
    public Operations columns() {
        return HistoryOperations.of(this, false);
    }

    /** All client operations in columns, those that failed too: for models in which a failure is an observation. */
    public Operations columnsWithFailed() {
        return HistoryOperations.of(this, true);
    }

    /** Ranks of the client invocations, ascending. Nobody's to change. */
    int[] invocations() {
        return invocations;
    }

    /** What became of the operation invoked at that rank. */
    Outcome outcome(int invocation) {
        int completion = events.partner(invocation);
        EventType end = completion < 0 ? EventType.INFO : events.type(completion);
        return switch (end) {
            case OK -> Outcome.OK;
            case FAIL -> Outcome.FAIL;
            case INFO -> Outcome.INFO;
            case INVOKE -> throw new IllegalStateException("event " + completion + " completes nothing");
        };
    }

    /** What the arrays take; values that are neither numbers nor pairs of such, and rare details, come on top. */
    long bytes() {
        return events.bytes() + values.bytes() + (long) Integer.BYTES * invocations.length;
    }

    EventColumns rows() {
        return events;
    }

    Values values() {
        return values;
    }

    Details details() {
        return details;
    }

    List<String> functions() {
        return functions;
    }

    /** The operation invoked at that rank. */
    Operation operation(int invocation) {
        int completion = events.partner(invocation);
        Outcome outcome = outcome(invocation);
        int before = events.detail(invocation);
        int after = completion < 0 ? -1 : events.detail(completion);
        String node = details.node(before, values);
        return new Operation(
                processes.id(events.process(invocation)),
                functions.get(events.function(invocation)),
                values.value(events.value(invocation)),
                completion < 0 ? null : values.value(events.value(completion)),
                outcome,
                invocation,
                outcome == Outcome.INFO ? Operation.NEVER : completion,
                events.time(invocation),
                completion < 0 ? -1 : events.time(completion),
                node == null ? details.node(after, values) : node,
                details.error(after, values));
    }

    private int[] findInvocations() {
        int count = 0;
        for (int rank = 0; rank < events.size(); rank++) {
            count += isInvocation(rank) ? 1 : 0;
        }
        int[] found = new int[count];
        int next = 0;
        for (int rank = 0; rank < events.size(); rank++) {
            if (isInvocation(rank)) {
                found[next++] = rank;
            }
        }
        return found;
    }

    private boolean isInvocation(int rank) {
        return events.type(rank) == EventType.INVOKE && processes.isClient(events.process(rank));
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
