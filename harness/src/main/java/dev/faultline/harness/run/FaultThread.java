package dev.faultline.harness.run;

import dev.faultline.harness.client.Invoker;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Gives the fault process a thread of its own, so that injecting and measuring hold nobody up. */
final class FaultThread implements Invoker, AutoCloseable {
    private final FaultProcess process;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread faults = new Thread(task, "faults");
        faults.setDaemon(true);
        return faults;
    });

    FaultThread(FaultProcess process) {
        this.process = process;
    }

    @Override
    public void invoke(Invocation invocation, Consumer<Completion> done) {
        thread.execute(() -> done.accept(process.perform(invocation.function(), invocation.value())));
    }

    /** No more faults; what is under way goes on to its end. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
