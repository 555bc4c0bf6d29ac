package dev.faultline.sim;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.process.SlowStart;
import dev.faultline.node.sim.World;
import java.util.List;
import java.util.Map;

/** Processes started anew on machines that give them little time; proved by the processes and by what each message takes them. */
final class SimulatedSlowStart implements Injection {
    private final Field field;
    private final World world;
    private final SlowStart slow;
    private final Victims victims;
    private final long from;
    private long to;

    SimulatedSlowStart(Field field, SimulatedCluster cluster, SlowStart slow) {
        this.field = field;
        this.world = cluster.world();
        this.slow = slow;
        this.victims = new Victims(field, cluster, slow.targets());
        for (String name : slow.targets()) {
            world.exit(SimulatedCluster.number(name));
            world.slow(SimulatedCluster.number(name), factor());
        }
        victims.look();
        victims.revive();
        this.from = field.clock().nanos();
    }

    private double factor() {
        return 100.0 / slow.percent();
    }

    @Override
    public void observe() {
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        slow.targets().forEach(name -> world.slow(SimulatedCluster.number(name), 1));
    }

    @Override
    public Evidence evidence() {
        List<String> parts = slow.targets().stream().map(victims::told).toList();
        return new Evidence(
                victims.replaced(),
                from,
                to,
                "another process, for which everything takes " + factor() + " times as long",
                String.join("; ", parts),
                Map.of("factor", factor()));
    }
}
