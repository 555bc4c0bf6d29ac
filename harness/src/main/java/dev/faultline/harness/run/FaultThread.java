package dev.faultline.harness.run;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the fault process a thread of its own, so that injecting and measuring hold nobody up. */
final class FaultThread implements FaultInvoker {
    private static final Logger LOG = LoggerFactory.getLogger(FaultThread.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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

    @Override
    public void healAndFinish() throws InterruptedException {
        thread.execute(process::healAll);
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("healing is not done after {}; the nodes are taken down all the same", PATIENCE);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
