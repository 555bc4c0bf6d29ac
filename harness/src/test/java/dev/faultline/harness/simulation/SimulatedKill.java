package dev.faultline.harness.simulation;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Injection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.TimeoutException;

/** Nodes that are down, shown by asking them: what takes time, so that the world must go on meanwhile. */
final class SimulatedKill implements Injection {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final World world;
    private final SortedSet<String> nodes;
    private final long since;
    private long until;
    private boolean silent = true;

    SimulatedKill(World world, SortedSet<String> nodes) {
        this.world = world;
        this.nodes = nodes;
        world.time.pause(Duration.ofMillis(300).toNanos()); // it takes a moment to get there
        world.down.addAll(nodes);
        since = world.time.nanos();
    }

    @Override
    public void observe() {
        nodes.forEach(node -> silent &= isSilent(node));
        until = world.time.nanos();
    }

    private boolean isSilent(String node) {
        try {
            world.registers(node, PATIENCE).read("x");
            return false;
        } catch (TimeoutException e) {
            return true;
        } catch (Exception e) {
            throw new IllegalStateException("reads do not fail", e);
        }
    }

    @Override
    public void heal() {
        nodes.forEach(node -> world.starts.merge(node, 1L, Long::sum));
        world.down.removeAll(nodes);
    }

    @Override
    public Evidence evidence() {
        return new Evidence(silent, since, until, "asking", "no answer from " + List.copyOf(nodes), Map.of());
    }
}
