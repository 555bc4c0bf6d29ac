package dev.faultline.node.real;

import java.util.function.Consumer;

/** Steps the program: one call at a time, all on the event loop's thread, and none after one that failed. */
final class Steps {
    private final Consumer<Throwable> failure;
    private boolean ended;

    /**
     * @param failure is told of the exception that a step threw
     */
    Steps(Consumer<Throwable> failure) {
        this.failure = failure;
    }

    void step(Runnable call) {
        if (ended) {
            return;
        }
        try {
            call.run();
        } catch (Throwable e) {
            // An error as well: whatever a step did not finish, the program must not go on from.
            ended = true;
            failure.accept(e);
        }
    }

    void end() {
        ended = true;
    }
}
