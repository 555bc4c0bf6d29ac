package dev.faultline.harness.client;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** One invocation under way: whether it has been sent, and the one completion that counts. */
final class Attempt {
    private enum State {
        WAITING,
        SENT,
        SETTLED
    }

    private final Invocation invocation;
    private final Consumer<Completion> done;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    Attempt(Invocation invocation, Consumer<Completion> done) {
        this.invocation = invocation;
        this.done = done;
    }

    Invocation invocation() {
        return invocation;
    }

    /** To be asked before anything is sent: false when that is too late, and it must not be sent any more. */
    boolean mayBeSent() {
        return state.compareAndSet(State.WAITING, State.SENT);
    }

    /** Whether this call, and not an earlier one, settles it as never sent. Who is told so has to {@link #deliver}. */
    boolean settleUnsent() {
        return state.compareAndSet(State.WAITING, State.SETTLED);
    }

    /** Whether this call, and not an earlier one, settles it after it was sent. Who is told so has to {@link #deliver}. */
    boolean settleSent() {
        return state.compareAndSet(State.SENT, State.SETTLED);
    }

    boolean isSettled() {
        return state.get() == State.SETTLED;
    }

    void deliver(Completion completion) {
        done.accept(completion);
    }
}
