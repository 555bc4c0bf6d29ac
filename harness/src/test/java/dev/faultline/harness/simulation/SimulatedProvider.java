package dev.faultline.harness.simulation;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.time.Seed;

/** Makes a world by a seed, and a cluster that lives in it. */
final class SimulatedProvider implements Provider {
    private final int lostOfAHundred;
    private Seed seed = new Seed(0);
    private World world = new World(seed, 0);

    SimulatedProvider(int lostOfAHundred) {
        this.lostOfAHundred = lostOfAHundred;
    }

    World world() {
        return world;
    }

    @Override
    public String name() {
        return "simulation";
    }

    @Override
    public boolean injects(String kind) {
        return kind.equals("kill");
    }

    @Override
    public Provider seeded(Seed chosen) {
        seed = chosen;
        return this;
    }

    @Override
    public Cluster provide(String run, int nodes, Ports ports) {
        world = new World(seed, lostOfAHundred);
        return new SimulatedCluster(world, nodes);
    }
}
