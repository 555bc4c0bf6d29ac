package dev.faultline.harness.client;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.util.function.Consumer;

/** Carries out invocations without blocking whoever asks for them. */
public interface Invoker {

    /**
     * Begins {@code invocation} and returns. Its completion is given to {@code done} exactly once, from any thread, now or later.
     * A thread is given its next invocation only after that, and after an unknown outcome under a new process.
     */
    void invoke(Invocation invocation, Consumer<Completion> done);
}
