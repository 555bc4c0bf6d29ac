package dev.faultline.sim;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.process.SlowStart;
import dev.faultline.node.sim.World;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Processes started anew on machines that give them little time; proved by the processes and by what each message takes them. */
final class SimulatedSlowStart implements Injection {
    private final Field field;
    private final World world;
    private final SlowStart slow;
    private final Victims victims;
    private final SortedMap<String, Double> factors = new TreeMap<>();
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
        slow.targets().forEach(name -> factors.put(name, world.slowness(SimulatedCluster.number(name))));
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        slow.targets().forEach(name -> world.slow(SimulatedCluster.number(name), 1));
    }

    @Override
    public Evidence evidence() {
        List<String> parts = slow.targets().stream()
                .map(name -> victims.told(name) + ", for which everything takes " + factors.getOrDefault(name, 1.0)
                        + " times as long")
                .toList();
        boolean slowed = factors.keySet().containsAll(slow.targets())
                && factors.values().stream().allMatch(factor -> factor == factor());
        return new Evidence(
                victims.replaced() && slowed,
                from,
                to,
                "another process, and how much longer everything takes it",
                String.join("; ", parts),
                Map.of("factors", factors));
    }
}
