package dev.faultline.node.sim;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An agenda that keeps its own time: a heap in flat arrays, four children to a node, so that the children lie in one cache line and the
 * heap is half as deep as a binary one. Ordered by time, then by order of arrival. Nothing is ever taken out before its time: what is
 * cancelled finds that out when it runs.
 */
public final class EventQueue implements Agenda {
    private static final int CHILDREN = 4;

    private long[] times = new long[1024];
    private long[] orders = new long[1024];
    private @Nullable Runnable[] tasks = new Runnable[1024];
    private int size;
    private long now;
    private long order;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void at(long nanos, Runnable task) {
        if (size == times.length) {
            int longer = size * 2;
            times = Arrays.copyOf(times, longer);
            orders = Arrays.copyOf(orders, longer);
            tasks = Arrays.copyOf(tasks, longer);
        }
        // What comes has the highest order of all, so that times decide on its way up.
        long time = Math.max(nanos, now);
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) / CHILDREN;
            if (times[parent] <= time) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        put(at, time, order++, task);
    }

    /** How many tasks are to come. */
    public int size() {
        return size;
    }

    /** How many tasks there have been, those to come included. */
    public long count() {
        return order;
    }

    /** Runs the next task; false when there is none. */
    public boolean step() {
        if (size == 0) {
            return false;
        }
        now = times[0];
        Runnable task = tasks[0];
        removeFirst();
        if (task != null) {
            task.run();
        }
        return true;
    }

    /** Runs what is due up to that time, included; then it is that time. */
    public void runUntil(long nanos) {
        while (size > 0 && times[0] <= nanos) {
            step();
        }
        now = Math.max(now, nanos);
    }

    /**
     * Runs tasks until {@code done}.
     *
     * @throws IllegalStateException when nothing is left to run before
     */
    public void runUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            if (!step()) {
                throw new IllegalStateException("nothing is left to run at " + now + " ns, and the end is not reached");
            }
        }
    }

    private void removeFirst() {
        int last = --size;
        long time = times[last];
        long turn = orders[last];
        Runnable task = tasks[last];
        tasks[last] = null;
        if (last == 0) {
            return;
        }
        int at = 0;
        for (int child = 1; child < last; child = at * CHILDREN + 1) {
            int least = leastOf(child, Math.min(child + CHILDREN, last));
            if (times[least] > time || (times[least] == time && orders[least] > turn)) {
                break;
            }
            move(least, at);
            at = least;
        }
        put(at, time, turn, task);
    }

    private int leastOf(int from, int end) {
        int least = from;
        for (int i = from + 1; i < end; i++) {
            if (times[i] < times[least] || (times[i] == times[least] && orders[i] < orders[least])) {
                least = i;
            }
        }
        return least;
    }

    private void move(int from, int to) {
        times[to] = times[from];
        orders[to] = orders[from];
        tasks[to] = tasks[from];
    }

    private void put(int at, long time, long turn, @Nullable Runnable task) {
        times[at] = time;
        orders[at] = turn;
        tasks[at] = task;
    }
}
