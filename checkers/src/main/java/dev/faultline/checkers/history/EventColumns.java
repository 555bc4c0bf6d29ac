package dev.faultline.checkers.history;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Events as one array per property, by rank: 23 bytes an event, 15 without times. Indices that equal the rank, which
 * is the rule, times that are not there, and the details of events without any take no space.
 */
final class EventColumns {
    private static final EventType[] TYPES = EventType.values();

    private int size;
    private byte[] types = new byte[16];
    private char[] functions = new char[16];
    private int[] processes = new int[16];
    private int[] values = new int[16];
    private int[] partners = new int[16];
    private long @Nullable [] times;
    private long @Nullable [] indices;

    /** Ascending ranks of the events with details, and the number of each one's details. */
    private IntArrayList detailed = new IntArrayList();

    private IntArrayList details = new IntArrayList();

    int size() {
        return size;
    }

    /** Adds an event; an index or a time below 0 is not recorded, nor details below 0. */
    void add(int type, int process, int function, int value, int partner, long time, long index, int detail) {
        if (size == types.length) {
            reserve(size + (size >> 1));
        }
        types[size] = (byte) type;
        functions[size] = (char) function;
        processes[size] = process;
        values[size] = value;
        partners[size] = partner;
        addTime(time);
        addIndex(index);
        if (detail >= 0) {
            detailed.add(size);
            details.add(detail);
        }
        size++;
    }

    private void addTime(long time) {
        if (times == null && time >= 0) {
            times = new long[types.length];
            Arrays.fill(times, 0, size, -1);
        }
        if (times != null) {
            times[size] = time;
        }
    }

    private void addIndex(long index) {
        if (indices == null && index >= 0 && index != size) {
            indices = new long[types.length];
            Arrays.setAll(indices, rank -> rank);
        }
        if (indices != null) {
            indices[size] = index < 0 ? size : index;
        }
    }

    /** Pairs an invocation with the event that ended it. */
    void complete(int invocation, int completion) {
        partners[invocation] = completion;
    }

    EventType type(int rank) {
        return TYPES[types[rank]];
    }

    int process(int rank) {
        return processes[rank];
    }

    int function(int rank) {
        return functions[rank];
    }

    /** The code of the event's value. */
    int value(int rank) {
        return values[rank];
    }

    /** The rank of the other half of the operation, or -1. */
    int partner(int rank) {
        return partners[rank];
    }

    /** Nanoseconds since the start of the test, or -1. */
    long time(int rank) {
        return times == null ? -1 : times[rank];
    }

    long index(int rank) {
        return indices == null ? rank : indices[rank];
    }

    /** The number of the event's details, or -1. */
    int detail(int rank) {
        if (detailed.isEmpty()) {
            return -1;
        }
        int found = Arrays.binarySearch(detailed.elements(), 0, detailed.size(), rank);
        return found < 0 ? -1 : details.getInt(found);
    }

    /** What the arrays take. */
    long bytes() {
        long rows = types.length * (long) (Byte.BYTES + Character.BYTES + 3 * Integer.BYTES);
        long sparse = (long) Integer.BYTES * (detailed.elements().length + details.elements().length);
        return rows + sparse + bytes(times) + bytes(indices);
    }

    private static long bytes(long @Nullable [] column) {
        return column == null ? 0 : (long) Long.BYTES * column.length;
    }

    /** Makes room for so many events in all. */
    void reserve(int capacity) {
        if (capacity >= size) {
            resize(capacity);
        }
    }

    private void resize(int capacity) {
        types = Arrays.copyOf(types, capacity);
        functions = Arrays.copyOf(functions, capacity);
        processes = Arrays.copyOf(processes, capacity);
        values = Arrays.copyOf(values, capacity);
        partners = Arrays.copyOf(partners, capacity);
        times = times == null ? null : Arrays.copyOf(times, capacity);
        indices = indices == null ? null : Arrays.copyOf(indices, capacity);
    }

    /** Gives back the room that is not used. */
    EventColumns trimmed() {
        if (types.length > size) {
            resize(size);
        }
        detailed.trim();
        details.trim();
        return this;
    }

    /** A copy as large as it must be. */
    EventColumns copy() {
        EventColumns copy = new EventColumns();
        copy.size = size;
        copy.types = Arrays.copyOf(types, size);
        copy.functions = Arrays.copyOf(functions, size);
        copy.processes = Arrays.copyOf(processes, size);
        copy.values = Arrays.copyOf(values, size);
        copy.partners = Arrays.copyOf(partners, size);
        copy.times = times == null ? null : Arrays.copyOf(times, size);
        copy.indices = indices == null ? null : Arrays.copyOf(indices, size);
        copy.detailed = new IntArrayList(detailed);
        copy.details = new IntArrayList(details);
        return copy;
    }
}
