package dev.faultline.harness.simulation;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Resources;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.InjectsFaults;
import dev.faultline.harness.fault.StagedCluster;
import dev.faultline.harness.metrics.TellsLoad;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.time.VirtualTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes of a {@link World}. */
final class SimulatedCluster implements Cluster, InjectsFaults, TellsLoad {
    private final World world;
    private final StagedCluster hosts;

    SimulatedCluster(World world, int nodes) {
        this.world = world;
        this.hosts = new StagedCluster(nodes);
    }

    @Override
    public Optional<VirtualTime> virtualTime() {
        return Optional.of(world.time);
    }

    @Override
    public Injection inject(Fault fault, Field field) {
        return new SimulatedKill(world, fault.targets());
    }

    @Override
    public List<String> restore(Field field) {
        world.down.clear();
        return List.of();
    }

    @Override
    public Map<String, Double> load(Node node) {
        return Map.of("memoryBytes", world.down.contains(node.name()) ? 0.0 : 1.0);
    }

    @Override
    public List<Node> nodes() {
        return hosts.nodes();
    }

    @Override
    public Network network() {
        return hosts.network();
    }

    @Override
    public Resources resources() {
        return hosts.resources();
    }

    @Override
    public Node addNode() {
        throw new UnsupportedOperationException("this world has no more nodes");
    }

    @Override
    public String shellCommand(Node node) {
        return "none: " + node + " is simulated";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("world", "simulated");
    }

    @Override
    public void close() {}
}
