package dev.faultline.harness.run;

import dev.faultline.checkers.history.HistoryWriter;
import dev.faultline.harness.client.ClientProcess;
import dev.faultline.harness.client.Clients;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.metrics.Observing;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Clock;
import dev.faultline.harness.time.Scheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What a run takes from its surroundings: its time, and whether what goes on at once goes on in threads or in turns. */
interface Execution {

    /** That of the cluster, by which faults wait and are measured. */
    Clock clock();

    /** Whose beginning is now. */
    Scheduler scheduler();

    Clients clients(ClientProcess.Factory factory, Duration timeout, Duration grace, Scheduler scheduler);

    FaultInvoker faults(FaultProcess process, Scheduler scheduler);

    Observing observe(Cluster cluster, SystemUnderTest system, RunFolder folder, Scheduler scheduler);

    HistoryWriter history(Path file) throws IOException;

    /** Virtual where the cluster has a time of its own, else real. */
    static Execution on(Cluster cluster, Clock machine) {
        return cluster.virtualTime().<Execution>map(VirtualExecution::new).orElseGet(() -> new RealExecution(machine));
    }
}
