package dev.faultline.sim;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.time.Seed;
import dev.faultline.node.sim.Observer;
import dev.faultline.node.sim.World;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes simulated clusters. Those of one seed are all alike, and any number of them may go on at once. */
public final class SimulationProvider implements Provider {
    private static final Set<String> FAULTS =
            Set.of("partition", "kill", "clock", "pause", "slow", "loss", "restart", "disk", "membership");

    private final Seed seed;
    private final @Nullable Duration latency;
    private final @Nullable Function<World, Observer> watcher;

    public SimulationProvider() {
        this(new Seed(0), null, null);
    }

    private SimulationProvider(Seed seed, @Nullable Duration latency, @Nullable Function<World, Observer> watcher) {
        this.seed = seed;
        this.latency = latency;
        this.watcher = watcher;
    }

    /** One whose clusters are watched from their first moment, each by the observer that is made for its world. */
    public SimulationProvider watchedBy(Function<World, Observer> observers) {
        return new SimulationProvider(seed, latency, observers);
    }

    @Override
    public String name() {
        return SimulationSource.NAME;
    }

    @Override
    public Provider seeded(Seed chosen) {
        return new SimulationProvider(chosen, latency, watcher);
    }

    @Override
    public boolean choosesLatency() {
        return true;
    }

    @Override
    public Provider withLatency(Duration mean) {
        return new SimulationProvider(seed, mean, watcher);
    }

    @Override
    public boolean injects(String kind) {
        return FAULTS.contains(kind);
    }

    @Override
    public Provider withFailingDisks() {
        return this;
    }

    @Override
    public Cluster provide(String run, int nodes, Ports ports) {
        SimulatedCluster cluster = new SimulatedCluster(seed, nodes, latency);
        if (watcher != null) {
            cluster.world().listen(watcher.apply(cluster.world()));
        }
        return cluster;
    }
}
