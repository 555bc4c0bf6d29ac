package dev.faultline.harness.run;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.time.Scheduler;
import java.util.function.Consumer;

/** The fault process on virtual time: each of its operations is one task, within which it waits while everything else goes on. */
final class FaultTasks implements FaultInvoker {
    private final FaultProcess process;
    private final Scheduler scheduler;

    FaultTasks(FaultProcess process, Scheduler scheduler) {
        this.process = process;
        this.scheduler = scheduler;
    }

    @Override
    public void invoke(Invocation invocation, Consumer<Completion> done) {
        scheduler.execute(() -> done.accept(process.perform(invocation.function(), invocation.value())));
    }

    @Override
    public void healAndFinish() {
        process.healAll();
    }

    @Override
    public void close() {}
}
