package dev.faultline.harness.simulation;

import dev.faultline.harness.client.Registers;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.HasLeader;
import dev.faultline.harness.system.Killable;
import dev.faultline.harness.system.SystemUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The system that runs in a {@link World}. */
final class SimulatedSystem implements SystemUnderTest, Registers.Offered, Killable, HasLeader {
    private final SimulatedProvider provider;

    SimulatedSystem(SimulatedProvider provider) {
        this.provider = provider;
    }

    private World world() {
        return provider.world();
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public Ports ports() {
        return Ports.client(1).peer(2);
    }

    @Override
    public String version(Node node) {
        return "1";
    }

    @Override
    public void start(Node node, Cluster cluster, Options options, boolean fresh) {
        world().starts.merge(node.name(), 1L, Long::sum);
    }

    @Override
    public boolean ready(Node node) {
        return process(node).isPresent();
    }

    @Override
    public Optional<Process> process(Node node) {
        return world().down.contains(node.name())
                ? Optional.empty()
                : Optional.of(new Process(1, world().starts.getOrDefault(node.name(), 0L)));
    }

    @Override
    public String recoveryCriterion() {
        return "every node answers";
    }

    /** Asks every node, and waits for what it says: not a client, but the run itself. */
    @Override
    public Optional<String> recovered(Cluster cluster, Duration patience) {
        for (Node node : cluster.nodes()) {
            try {
                world().registers(node.name(), patience).read("x");
            } catch (Exception e) {
                return Optional.of(node + ": " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Node> leader(Cluster cluster) {
        return cluster.nodes().stream()
                .filter(node -> !world().down.contains(node.name()))
                .findFirst();
    }

    @Override
    public List<String> logs() {
        return List.of();
    }

    @Override
    public Registers registers(Node node, Options options, Duration timeout) throws Exception {
        return world().registers(node.name(), timeout);
    }
}
