package dev.faultline.harness.time;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tasks of which the first can be taken: a binary heap in an array. */
final class TaskHeap {
    private @Nullable Task[] tasks = new @Nullable Task[64];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** The first task. There must be one. */
    Task first() {
        return Objects.requireNonNull(tasks[0], "no task is left");
    }

    void add(Task task) {
        if (size == tasks.length) {
            tasks = Arrays.copyOf(tasks, 2 * size);
        }
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) / 2;
            if (!task.isBefore(at(parent))) {
                break;
            }
            tasks[hole] = tasks[parent];
            hole = parent;
        }
        tasks[hole] = task;
    }

    /** Takes the first task away. There must be one. */
    Task remove() {
        Task first = first();
        Task last = at(--size);
        tasks[size] = null;
        if (size > 0) {
            sink(last);
        }
        return first;
    }

    private void sink(Task task) {
        int hole = 0;
        for (int child = 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && at(child + 1).isBefore(at(child))) {
                child++;
            }
            if (task.isBefore(at(child))) {
                break;
            }
            tasks[hole] = tasks[child];
            hole = child;
        }
        tasks[hole] = task;
    }

    private Task at(int index) {
        return Objects.requireNonNull(tasks[index]);
    }
}
