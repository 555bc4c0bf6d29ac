package dev.faultline.harness.time;

import org.jspecify.annotations.Nullable;

/**
 * Tasks by moment, those of one moment by order of arrival. A run has millions, and most that wait are deadlines that nobody will
 * miss: in one heap each of the others would have to pass them. So only what is due within the present slice of time lies in a heap,
 * which is small. What comes later lies unordered in a slice of its own until that begins, as in a timing wheel (Varghese and Lauck,
 * SOSP 1987; a calendar queue, Brown, CACM 1988), and what comes later than the wheel reaches in a second heap. To add and to take
 * costs a few steps however many wait.
 */
final class TaskQueue {
    /** A slice is 2^23 ns, or 8 ms; all of them 8.6 s. */
    private static final int SLICE_BITS = 23;

    private static final int SLICES = 1024;

    /** All up to the end of the present slice; what comes late for that, too. */
    private final TaskHeap near = new TaskHeap();

    /** By number of the slice, modulo their count: those after the present one. Linked by {@link Task#next}. */
    private final @Nullable Task[] slices = new @Nullable Task[SLICES];

    /** All that is later than the slices reach. */
    private final TaskHeap far = new TaskHeap();

    private long present;
    private int inSlices;
    private long arrived;

    boolean isEmpty() {
        return near.isEmpty() && inSlices == 0 && far.isEmpty();
    }

    /** The moment of the first task. There must be one. */
    long firstMoment() {
        return first().moment;
    }

    void add(long moment, Runnable action) {
        place(new Task(moment, arrived++, action));
    }

    /** Takes the first task away. There must be one. */
    Runnable remove() {
        first();
        return near.remove().action;
    }

    private Task first() {
        while (near.isEmpty()) {
            if (isEmpty()) {
                throw new IllegalStateException("no task is left");
            }
            advance();
        }
        return near.first();
    }

    private void place(Task task) {
        long slice = sliceOf(task);
        if (slice <= present) {
            near.add(task);
        } else if (slice - present < SLICES) {
            int at = (int) (slice % SLICES);
            task.next = slices[at];
            slices[at] = task;
            inSlices++;
        } else {
            far.add(task);
        }
    }

    /** The next slice begins, or the first that has any task when all are far away. */
    private void advance() {
        present = inSlices > 0 ? present + 1 : sliceOf(far.first());
        int at = (int) (present % SLICES);
        Task task = slices[at];
        slices[at] = null;
        while (task != null) {
            Task next = task.next;
            task.next = null;
            near.add(task);
            inSlices--;
            task = next;
        }
        while (!far.isEmpty() && sliceOf(far.first()) - present < SLICES) {
            place(far.remove());
        }
    }

    private static long sliceOf(Task task) {
        return task.moment >> SLICE_BITS;
    }
}
