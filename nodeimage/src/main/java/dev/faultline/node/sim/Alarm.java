package dev.faultline.node.sim;

import dev.faultline.node.Env;
import dev.faultline.node.NodeProgram;
import org.jspecify.annotations.Nullable;

/** A timer of a process. It stays on the agenda when it is cancelled, and does nothing there. */
final class Alarm implements Runnable, Work, Env.Timer {
    private final Process process;
    /** By the process's monotonic clock. */
    private final long due;

    private @Nullable Runnable action;

    Alarm(Process process, long due, Runnable action) {
        this.process = process;
        this.due = due;
        this.action = action;
    }

    @Override
    public void cancel() {
        action = null;
    }

    @Override
    public void run() {
        if (action != null) {
            process.ring(this, due);
        }
    }

    @Override
    public void handle(NodeProgram program) {
        Runnable todo = action;
        if (todo != null) {
            action = null;
            todo.run();
        }
    }

    boolean cancelled() {
        return action == null;
    }
}
