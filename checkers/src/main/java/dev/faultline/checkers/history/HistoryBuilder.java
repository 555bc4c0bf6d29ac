package dev.faultline.checkers.history;

import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects events in the order they happened and pairs each completion with its invocation.
 *
 * <p>The rules: a process has one operation in flight; it may invoke again after an {@code info}, whose operation then
 * stays open for ever; the nemesis is not paired at all.
 */
public final class HistoryBuilder {
    private final ByteArrayOutputStream types = new ByteArrayOutputStream();
    private final IntArrayList processes = new IntArrayList();
    private final IntArrayList functions = new IntArrayList();
    private final IntArrayList values = new IntArrayList();
    private final IntArrayList partners = new IntArrayList();
    private final LongArrayList times = new LongArrayList();
    private final LongArrayList indices = new LongArrayList();
    private final Int2ObjectOpenHashMap<Event> details = new Int2ObjectOpenHashMap<>();

    private final Interner<ProcessId> processTable = new Interner<>();
    private final Interner<String> functionTable = new Interner<>();
    private final Interner<@Nullable Object> valueTable = new Interner<>();

    /** By process number: the rank of its open invocation, or -1. */
    private final IntArrayList open = new IntArrayList();

    /**
     * Adds an event.
     *
     * @throws HistoryFormatException when the process invokes while its last operation is open, or completes none
     */
    public HistoryBuilder add(Event event) {
        try {
            append(event);
        } catch (IllegalArgumentException e) {
            throw new HistoryFormatException("event " + types.size(), 0, 0, String.valueOf(e.getMessage()));
        }
        return this;
    }

    /**
     * Adds an event, leaving the place to the caller.
     *
     * @throws IllegalArgumentException saying what was expected of the event
     */
    void append(Event event) {
        int rank = types.size();
        int process = processTable.number(event.process());
        if (process == open.size()) {
            open.add(-1);
        }
        int partner = event.process().isClient() ? pair(event, rank, process) : -1;
        types.write(event.type().ordinal());
        processes.add(process);
        functions.add(functionTable.number(event.function()));
        values.add(valueTable.number(event.value()));
        partners.add(partner);
        times.add(event.time());
        indices.add(event.index() < 0 ? rank : event.index());
        if (event.error() != null || !event.extra().isEmpty()) {
            details.put(rank, event);
        }
    }

    private int pair(Event event, int rank, int process) {
        int invocation = open.getInt(process);
        if (event.type() == EventType.INVOKE) {
            if (invocation >= 0) {
                throw new IllegalArgumentException("expected process " + event.process()
                        + " to complete its open operation (event " + invocation + ") before it invokes another");
            }
            open.set(process, rank);
            return -1;
        }
        if (invocation < 0) {
            throw new IllegalArgumentException("expected an invocation by process " + event.process() + " before its "
                    + event.type().word());
        }
        open.set(process, -1);
        partners.set(invocation, rank);
        return invocation;
    }

    /** The history so far. The builder can go on. */
    public History build() {
        return new History(
                types.toByteArray(),
                processes.toIntArray(),
                functions.toIntArray(),
                values.toIntArray(),
                partners.toIntArray(),
                times.toLongArray(),
                indices.toLongArray(),
                Map.copyOf(details),
                processTable.all(),
                functionTable.all(),
                valueTable.all());
    }

    /** Equal objects get one number, so that columns can be int arrays. */
    private static final class Interner<T extends @Nullable Object> {
        private final Object2IntOpenHashMap<T> numbers = new Object2IntOpenHashMap<>();
        private final List<T> all = new ArrayList<>();

        Interner() {
            numbers.defaultReturnValue(-1);
        }

        int number(@Nullable T object) {
            int number = numbers.getInt(object);
            if (number < 0) {
                number = all.size();
                numbers.put(object, number);
                all.add(object);
            }
            return number;
        }

        /** A copy, since the builder may go on. */
        List<T> all() {
            return new ArrayList<>(all);
        }
    }
}
