package dev.faultline.harness.time;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tasks on virtual time: the clock jumps to the next task, ties go by order of arrival. One thread only.
 *
 * <p>Code that waits runs on it as it is: {@link #pause} is a loop within the loop, in which the other tasks go on. One control flow
 * at a time may wait so.
 */
public final class VirtualScheduler implements Scheduler {
    private final TaskQueue tasks = new TaskQueue();
    private long now;
    private long count;
    private boolean pausing;
    private boolean stepping;
    private @Nullable Throwable broken;

    @Override
    public long nanos() {
        return now;
    }

    /** 0: a run that begins later has a scheduler of its own, by {@link #fromNow}. */
    @Override
    public long origin() {
        return 0;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(now, task);
    }

    @Override
    public void at(long nanos, Runnable task) {
        tasks.add(Math.max(nanos, now), task);
    }

    /** These tasks and this time, counted from now. */
    public Scheduler fromNow() {
        return new LaterScheduler(this, now);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A task that threw while another one waited ends this loop as well, though the one that waited may have caught what it threw.
     */
    @Override
    public void runUntil(BooleanSupplier done) {
        failIfBroken();
        while (!done.getAsBoolean()) {
            if (tasks.isEmpty()) {
                throw new IllegalStateException("nothing is left to run at " + now + " ns, and the end is not reached");
            }
            runFirst();
        }
    }

    /**
     * Lets so much time pass, and all happen that is due until then.
     *
     * @throws IllegalStateException when somebody waits so already, or who calls must not wait
     */
    public void pause(long nanos) {
        pauseUntil(now + Math.max(0, nanos), () -> false);
    }

    /**
     * Lets time pass until {@code done} holds, but no longer than until {@code end}.
     *
     * @return whether it held
     * @throws IllegalStateException as {@link #pause}
     */
    public boolean pauseUntil(long end, BooleanSupplier done) {
        failIfBroken();
        if (pausing) {
            throw misused("somebody waits on virtual time already: only one may at a time");
        }
        if (stepping) {
            throw misused("a client on virtual time may wait for answers, but not for time to pass");
        }
        pausing = true;
        try {
            while (!done.getAsBoolean()) {
                if (tasks.isEmpty() || tasks.firstMoment() > end) {
                    now = Math.max(now, end);
                    return false;
                }
                runFirst();
            }
            return true;
        } finally {
            pausing = false;
        }
    }

    /** Ends the run, whoever may catch it. */
    private IllegalStateException misused(String how) {
        IllegalStateException e = new IllegalStateException(how);
        broken = e;
        return e;
    }

    /** Runs code that must not wait. */
    void step(Runnable code) {
        stepping = true;
        try {
            code.run();
        } finally {
            stepping = false;
        }
    }

    /** How many tasks have been run. */
    public long count() {
        return count;
    }

    private void runFirst() {
        now = tasks.firstMoment();
        count++;
        try {
            tasks.remove().run();
        } catch (RuntimeException | Error e) {
            broken = e;
        }
        failIfBroken();
    }

    /** What a task threw must not get lost in one that waited and catches everything. */
    private void failIfBroken() {
        if (broken instanceof Error e) {
            throw e;
        }
        if (broken instanceof RuntimeException e) {
            throw e;
        }
    }
}
