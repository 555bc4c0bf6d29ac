package dev.faultline.harness.run;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;

/** Hears of every invocation and every completion, in the order of the history, on the scheduler's thread. */
public interface Recorder {

    /** Before it is handed to its client. */
    void invoked(Invocation invocation);

    /** @param nanos when it was taken note of, on the run's clock: not before it ended */
    void completed(Invocation invocation, long nanos, Completion completion);
}
