package dev.faultline.harness.metrics;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.store.JsonLines;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.system.HasLeader;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.system.TellsRole;
import dev.faultline.harness.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Watches the nodes from the first operation to the last, each on threads of its own, so that a node that hangs holds up neither
 * the run nor the other nodes' lines. What goes wrong here leaves gaps and nothing else.
 */
public final class Observation implements Observing {
    private static final Duration NODES_PACE = Duration.ofSeconds(1);
    private static final Duration RESPONSE_PACE = Duration.ofSeconds(1);
    private static final Duration ROLE_PACE = Duration.ofMillis(500);
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final SystemUnderTest system;
    private final Clock clock;
    private final long origin;
    private final JsonLines samples;
    private final JsonLines roles;
    private final Set<Node> known = ConcurrentHashMap.newKeySet();
    private final List<Repeated> repeated = new CopyOnWriteArrayList<>();

    /** @param origin the monotonic clock at the history's time zero */
    public Observation(Cluster cluster, SystemUnderTest system, RunFolder folder, Clock clock, long origin) {
        this.system = system;
        this.clock = clock;
        this.origin = origin;
        this.samples = new JsonLines(folder.nodeMetrics());
        this.roles = new JsonLines(folder.roles());
        if (system instanceof HasLeader has && !(system instanceof TellsRole)) {
            repeat("leader", ROLE_PACE, new Roles(roles).byLeader(cluster, has, this::now));
        }
        repeat(
                "nodes",
                NODES_PACE,
                () -> cluster.nodes().stream().filter(node -> known.add(node)).forEach(this::watch));
    }

    private void watch(Node node) {
        repeat("samples-" + node, Duration.ZERO, new NodeSampler(node, system, samples, origin));
        repeat("response-" + node, RESPONSE_PACE, new ResponseTime(node, system, samples, this::now));
        if (system instanceof TellsRole tells) {
            repeat("role-" + node, ROLE_PACE, new Roles(roles).of(node, tells, this::now));
        }
    }

    private void repeat(String name, Duration pace, Runnable action) {
        repeated.add(new Repeated(name, pace, clock, action));
    }

    private long now() {
        return clock.nanos() - origin;
    }

    @Override
    public void end() {
        repeated.forEach(Repeated::end);
        AllAtOnce.each(List.copyOf(known), node -> NodeSampler.end(node.shell()));
    }

    @Override
    public void close() {
        end();
        long deadline = clock.nanos() + TO_END.toNanos();
        repeated.forEach(r -> r.await(Duration.ofNanos(Math.max(1, deadline - clock.nanos()))));
        samples.close();
        roles.close();
    }
}
