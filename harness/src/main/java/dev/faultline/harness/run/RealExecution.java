package dev.faultline.harness.run;

import dev.faultline.checkers.history.HistoryWriter;
import dev.faultline.harness.client.ClientProcess;
import dev.faultline.harness.client.Clients;
import dev.faultline.harness.client.ThreadedClients;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.metrics.Observation;
import dev.faultline.harness.metrics.Observing;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Clock;
import dev.faultline.harness.time.RealScheduler;
import dev.faultline.harness.time.Scheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** On the machine's time, with threads. */
record RealExecution(Clock clock) implements Execution {

    @Override
    public Scheduler scheduler() {
        return new RealScheduler(clock);
    }

    @Override
    public Clients clients(ClientProcess.Factory factory, Duration timeout, Duration grace, Scheduler scheduler) {
        return new ThreadedClients(factory, timeout, grace, scheduler);
    }

    @Override
    public FaultInvoker faults(FaultProcess process, Scheduler scheduler) {
        return new FaultThread(process);
    }

    @Override
    public Observing observe(Cluster cluster, SystemUnderTest system, RunFolder folder, Scheduler scheduler) {
        return new Observation(cluster, system, folder, clock, scheduler.origin());
    }

    /** Each line is handed to the operating system at once, so that a harness killed later leaves them. */
    @Override
    public HistoryWriter history(Path file) throws IOException {
        return HistoryWriter.create(file);
    }
}
