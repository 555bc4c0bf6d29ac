package dev.faultline.harness.run;

import dev.faultline.checkers.history.HistoryWriter;
import dev.faultline.harness.client.ClientProcess;
import dev.faultline.harness.client.Clients;
import dev.faultline.harness.client.SteppedClients;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.metrics.Observing;
import dev.faultline.harness.metrics.SimulatedObservation;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Clock;
import dev.faultline.harness.time.Scheduler;
import dev.faultline.harness.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** On virtual time, all of it in tasks of one thread. */
record VirtualExecution(VirtualTime time) implements Execution {

    @Override
    public Clock clock() {
        return time;
    }

    @Override
    public Scheduler scheduler() {
        return time.scheduler().fromNow();
    }

    @Override
    public Clients clients(ClientProcess.Factory factory, Duration timeout, Duration grace, Scheduler scheduler) {
        return new SteppedClients(factory, timeout, grace, scheduler, time.answers());
    }

    @Override
    public FaultInvoker faults(FaultProcess process, Scheduler scheduler) {
        return new FaultTasks(process, scheduler);
    }

    @Override
    public Observing observe(Cluster cluster, SystemUnderTest system, RunFolder folder, Scheduler scheduler) {
        return new SimulatedObservation(cluster, system, folder, scheduler);
    }

    /** In blocks: what a killed harness does not leave can be had again by the seed. */
    @Override
    public HistoryWriter history(Path file) throws IOException {
        return HistoryWriter.buffered(file);
    }
}
