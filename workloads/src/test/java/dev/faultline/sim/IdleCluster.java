package dev.faultline.sim;

import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.Set;

/** Three simulated nodes on which nothing runs: what goes over their links is what measures them. */
final class IdleCluster {
    final SimulatedCluster cluster =
            (SimulatedCluster) new SimulationProvider().seeded(new Seed(2)).provide("test", 3, Ports.client(1));

    static Set<Link> link(String from, String to) {
        return Set.of(new Link(from, to));
    }

    void pass(Duration time) {
        cluster.time().pause(time.toNanos());
    }

    long now() {
        return cluster.time().nanos();
    }
}
