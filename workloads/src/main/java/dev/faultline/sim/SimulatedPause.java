package dev.faultline.sim;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.node.NodeView;
import dev.faultline.node.sim.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** Processes that stand still; proved by what they take themselves for, which nothing changes meanwhile. */
final class SimulatedPause implements Injection {
    private final Field field;
    private final World world;
    private final SortedSet<String> targets;
    private final Map<String, NodeView> first = new TreeMap<>();
    private final Map<String, NodeView> last = new TreeMap<>();
    private final Map<String, Long> incarnations = new TreeMap<>();
    private final List<String> ran = new ArrayList<>();
    private final long from;
    private long to;

    SimulatedPause(Field field, SimulatedCluster cluster, SortedSet<String> targets) {
        this.field = field;
        this.world = cluster.world();
        this.targets = targets;
        for (String name : targets) {
            int node = SimulatedCluster.number(name);
            world.pause(node);
            first.put(name, world.view(node));
            incarnations.put(name, world.incarnation(node));
        }
        this.from = field.clock().nanos();
    }

    @Override
    public void observe() {
        for (String name : targets) {
            int node = SimulatedCluster.number(name);
            last.put(name, world.view(node));
            if (!world.paused(node) || world.incarnation(node) != incarnations.getOrDefault(name, 0L)) {
                ran.add(name);
            }
        }
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        for (String name : targets) {
            int node = SimulatedCluster.number(name);
            if (world.paused(node)) {
                world.resume(node);
            }
        }
    }

    @Override
    public Evidence evidence() {
        return new Evidence(
                ran.isEmpty() && first.equals(last),
                from,
                to,
                "the process paused, and its view of the cluster unchanged",
                ran.isEmpty()
                        ? "each stood where it was: " + told(first)
                        : String.join(" ", ran) + " did not stand still: " + told(first) + " became " + told(last),
                Map.of("first", told(first), "last", told(last)));
    }

    private static String told(Map<String, NodeView> views) {
        List<String> parts = new ArrayList<>();
        views.forEach((name, view) -> parts.add(name + " " + view.role() + " in term " + view.term()
                + ", log committed up to " + view.committed() + " and applied up to " + view.applied()));
        return String.join("; ", parts);
    }
}
