package dev.faultline.harness.metrics;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.store.JsonLines;
import dev.faultline.harness.store.NodeSample;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.system.HasLeader;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.system.TellsRole;
import dev.faultline.harness.time.Scheduler;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at the nodes of a simulated cluster in tasks of its scheduler, all at one moment: who takes which role, and what the cluster
 * {@linkplain TellsLoad tells of itself}. Looking must let no time pass.
 */
public final class SimulatedObservation implements Observing {
    private static final Duration LOAD_PACE = Duration.ofSeconds(1);
    private static final Duration ROLE_PACE = Duration.ofMillis(500);

    private final Scheduler scheduler;
    private final JsonLines samples;
    private final JsonLines changes;
    private final Map<String, Runnable> lookers = new TreeMap<>();
    private boolean over;

    public SimulatedObservation(Cluster cluster, SystemUnderTest system, RunFolder folder, Scheduler scheduler) {
        this.scheduler = scheduler;
        this.samples = new JsonLines(folder.nodeMetrics());
        this.changes = new JsonLines(folder.roles());
        Roles roles = new Roles(changes);
        if (system instanceof TellsRole tells) {
            repeat(
                    ROLE_PACE,
                    () -> cluster.nodes()
                            .forEach(node -> lookers.computeIfAbsent(
                                            node.name(), name -> roles.of(node, tells, scheduler::nanos))
                                    .run()));
        } else if (system instanceof HasLeader has) {
            repeat(ROLE_PACE, roles.byLeader(cluster, has, scheduler::nanos));
        }
        if (cluster instanceof TellsLoad tells) {
            repeat(
                    LOAD_PACE,
                    () -> samples.append(cluster.nodes().stream()
                            .map(node -> sample(tells, node))
                            .toList()));
        }
    }

    private NodeSample sample(TellsLoad tells, Node node) {
        return new NodeSample(scheduler.nanos(), node.name(), tells.load(node));
    }

    private void repeat(Duration pace, Runnable look) {
        scheduler.execute(() -> {
            if (over) {
                return;
            }
            look.run();
            scheduler.at(scheduler.nanos() + pace.toNanos(), () -> repeat(pace, look));
        });
    }

    @Override
    public void end() {
        over = true;
    }

    @Override
    public void close() {
        end();
        samples.close();
        changes.close();
    }
}
