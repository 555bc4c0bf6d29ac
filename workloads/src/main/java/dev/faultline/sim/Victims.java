package dev.faultline.sim;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.time.Await;
import dev.faultline.node.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The processes that a fault ends, and those that take their place. */
final class Victims {
    private static final Duration TO_ANSWER = Duration.ofSeconds(20);
    private static final Duration PACE = Duration.ofMillis(50);

    private final Field field;
    private final World world;
    private final SortedMap<String, Long> incarnations = new TreeMap<>();
    private final List<String> survivors = new ArrayList<>();

    Victims(Field field, SimulatedCluster cluster, Collection<String> names) {
        this.field = field;
        this.world = cluster.world();
        for (String name : names) {
            if (!world.runs(SimulatedCluster.number(name))) {
                throw new IllegalStateException(
                        "nothing to end: no " + field.system().name() + " runs on " + name);
            }
            incarnations.put(name, world.incarnation(SimulatedCluster.number(name)));
        }
    }

    /** Notes which of them run again, or still. */
    void look() {
        incarnations.keySet().stream()
                .filter(name -> world.runs(SimulatedCluster.number(name)))
                .forEach(survivors::add);
    }

    /** Starts the system where it does not run, and returns once it answers there. */
    void revive() {
        for (String name : incarnations.keySet()) {
            if (!world.runs(SimulatedCluster.number(name))) {
                field.system().start(node(name), field.cluster(), field.options(), false);
            }
        }
        for (String name : incarnations.keySet()) {
            if (!Await.until(
                    field.clock(), TO_ANSWER, PACE, () -> field.system().ready(node(name)))) {
                throw new IllegalStateException(field.system().name() + " was started on " + name
                        + " but does not run: "
                        + world.death(SimulatedCluster.number(name)).orElse("it ended"));
            }
        }
    }

    private Node node(String name) {
        return field.cluster().node(name);
    }

    /** Whether all of them were gone all the while, and others run in their place. */
    boolean replaced() {
        return survivors.isEmpty()
                && incarnations.entrySet().stream()
                        .allMatch(e -> world.incarnation(SimulatedCluster.number(e.getKey())) > e.getValue());
    }

    /** What became of one of them. */
    String told(String name) {
        long now = world.incarnation(SimulatedCluster.number(name));
        return name + " process " + incarnations.get(name) + (survivors.contains(name) ? " ran meanwhile" : " was gone")
                + ", now it is " + now;
    }
}
