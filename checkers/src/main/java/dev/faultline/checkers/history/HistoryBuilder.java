package dev.faultline.checkers.history;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Collects events in the order they happened and pairs each completion with its invocation.
 *
 * <p>The rules: a process has one operation in flight; it may invoke again after an {@code info}, whose operation then
 * stays open for ever; the nemesis and ignored processes are not paired at all.
 */
public final class HistoryBuilder {
    private static final int INVOKE = EventType.INVOKE.ordinal();
    private static final int FUNCTIONS_MAX = 1 << 16;

    private final EventColumns columns = new EventColumns();
    private final Values values = new Values();
    private final Details details = new Details();
    private final ProcessTable processes;
    private final List<String> functions = new ArrayList<>();
    private final Object2IntOpenHashMap<String> functionNumbers = new Object2IntOpenHashMap<>();

    public HistoryBuilder() {
        this(Set.of());
    }

    /** A builder of a history in which the processes of these names are no clients, beside the nemesis. */
    public HistoryBuilder(Set<String> ignored) {
        this.processes = new ProcessTable(ignored);
        functionNumbers.defaultReturnValue(-1);
    }

    /**
     * Adds an event.
     *
     * @throws HistoryFormatException when the process invokes while its last operation is open, or completes none
     */
    public HistoryBuilder add(Event event) {
        try {
            append(event);
        } catch (IllegalArgumentException e) {
            throw new HistoryFormatException("event " + columns.size(), 0, 0, String.valueOf(e.getMessage()));
        }
        return this;
    }

    /**
     * Adds an event, leaving the place to the caller.
     *
     * @throws IllegalArgumentException saying what was expected of the event
     */
    void append(Event event) {
        append(
                event.type().ordinal(),
                processes.number(event.process()),
                function(event.function()),
                values.of(event.value()),
                event.time(),
                event.index(),
                details.number(event, values));
    }

    /** The same, of the numbers that the tables of this builder gave. */
    void append(int type, int process, int function, int value, long time, long index, int detail) {
        int partner = processes.isClient(process) ? pair(type, process) : -1;
        columns.add(type, process, function, value, partner, time, index, detail);
    }

    private int pair(int type, int process) {
        int rank = columns.size();
        int invocation = processes.open(process);
        if (type == INVOKE) {
            if (invocation >= 0) {
                throw new IllegalArgumentException("expected process " + shown(process)
                        + " to complete its open operation (event " + invocation + ") before it invokes another");
            }
            processes.setOpen(process, rank);
            return -1;
        }
        if (invocation < 0) {
            throw new IllegalArgumentException("expected an invocation by process " + shown(process) + " before its "
                    + EventType.values()[type].word());
        }
        processes.setOpen(process, -1);
        columns.complete(invocation, rank);
        return invocation;
    }

    /** The number of the function of that name. */
    int function(String name) {
        int number = functionNumbers.getInt(name);
        if (number < 0) {
            number = functions.size();
            if (number == FUNCTIONS_MAX) {
                throw new IllegalArgumentException("expected at most " + FUNCTIONS_MAX + " different functions");
            }
            functionNumbers.put(name, number);
            functions.add(name);
        }
        return number;
    }

    Values values() {
        return values;
    }

    Details details() {
        return details;
    }

    ProcessTable processes() {
        return processes;
    }

    int size() {
        return columns.size();
    }

    /** Makes room for so many events in all, which saves the growing. */
    void reserve(int events) {
        columns.reserve(events);
    }

    private String shown(int process) {
        return ByteSource.shown(processes.id(process).toString());
    }

    /** The history so far. The builder can go on. */
    public History build() {
        return history(columns.copy());
    }

    /** The history, which takes the columns along: nothing can be added after it. */
    History finish() {
        return history(columns.trimmed());
    }

    private History history(EventColumns taken) {
        return new History(taken, values.frozen(), details.frozen(), processes.frozen(), List.copyOf(functions));
    }
}
