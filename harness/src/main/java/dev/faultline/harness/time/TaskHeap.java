package dev.faultline.harness.time;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tasks by moment, those of one moment by order of arrival: a binary heap in arrays, for a run has millions of them. */
final class TaskHeap {
    private static final int INITIAL = 256;

    private long[] moments = new long[INITIAL];
    private long[] orders = new long[INITIAL];
    private @Nullable Runnable[] tasks = new @Nullable Runnable[INITIAL];
    private int size;
    private long arrived;

    boolean isEmpty() {
        return size == 0;
    }

    /** The moment of the first task. There must be one. */
    long firstMoment() {
        if (size == 0) {
            throw new IllegalStateException("no task is left");
        }
        return moments[0];
    }

    void add(long moment, Runnable task) {
        if (size == tasks.length) {
            grow();
        }
        long order = arrived++;
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) / 2;
            if (!isBefore(moment, order, parent)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, moment, order, task);
    }

    /** Takes the first task away. There must be one. */
    Runnable remove() {
        Runnable first = Objects.requireNonNull(tasks[0], "no task is left");
        int last = --size;
        long moment = moments[last];
        long order = orders[last];
        Runnable moved = Objects.requireNonNull(tasks[last]);
        tasks[last] = null;
        if (last > 0) {
            sink(moment, order, moved);
        }
        return first;
    }

    private void sink(long moment, long order, Runnable task) {
        int hole = 0;
        while (true) {
            int child = 2 * hole + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isBefore(moments[child + 1], orders[child + 1], child)) {
                child++;
            }
            if (isBefore(moment, order, child)) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        put(hole, moment, order, task);
    }

    private boolean isBefore(long moment, long order, int other) {
        return moment != moments[other] ? moment < moments[other] : order < orders[other];
    }

    private void move(int from, int to) {
        moments[to] = moments[from];
        orders[to] = orders[from];
        tasks[to] = tasks[from];
    }

    private void put(int at, long moment, long order, Runnable task) {
        moments[at] = moment;
        orders[at] = order;
        tasks[at] = task;
    }

    private void grow() {
        int length = 2 * size;
        moments = Arrays.copyOf(moments, length);
        orders = Arrays.copyOf(orders, length);
        tasks = Arrays.copyOf(tasks, length);
    }
}
