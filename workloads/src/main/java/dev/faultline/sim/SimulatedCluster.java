package dev.faultline.sim;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Resources;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.InjectsFaults;
import dev.faultline.harness.metrics.TellsEvents;
import dev.faultline.harness.metrics.TellsLoad;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.store.NodeEvent;
import dev.faultline.harness.store.NodeMetric;
import dev.faultline.harness.time.Clock;
import dev.faultline.harness.time.Seed;
import dev.faultline.harness.time.VirtualTime;
import dev.faultline.node.NodeView;
import dev.faultline.node.sim.Agenda;
import dev.faultline.node.sim.Dice;
import dev.faultline.node.sim.World;
import dev.faultline.node.sim.WorldOptions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Nodes in a simulated world. Node number i is called n and i; the clients are number 0. */
public final class SimulatedCluster implements Cluster, InjectsFaults, TellsLoad, TellsEvents {
    static final int CLIENTS = 0;

    /** Dated as people are, so that a run is found among others; nodes have clocks of their own. */
    private final VirtualTime time = new VirtualTime(Clock.system().wall().truncatedTo(ChronoUnit.SECONDS));

    private final World world;
    private final NodeLogs logs;
    private final SimulatedLinks links;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> spares = new ArrayList<>();
    private long connections;
    private boolean membersFaulted;

    /** @param latency what a message between nodes takes on average; null for what the seed decides */
    SimulatedCluster(Seed seed, int count, @Nullable Duration latency) {
        Function<String, RandomGenerator> dice = Dice.source(seed.value());
        WorldOptions drawn = WorldOptions.drawn(dice.apply("options"));
        this.world = new World(agenda(), dice, latency == null ? drawn : drawn.withLatency(latency.toNanos()));
        this.logs = new NodeLogs(time);
        world.listen(logs);
        for (int i = 1; i <= count; i++) {
            nodes.add(node(i));
        }
        this.links = new SimulatedLinks(this);
    }

    private Agenda agenda() {
        return new Agenda() {
            @Override
            public long nanos() {
                return time.nanos();
            }

            @Override
            public void at(long nanos, Runnable task) {
                time.scheduler().at(nanos, task);
            }
        };
    }

    private Node node(int number) {
        return new Node("n" + number, "n" + number, new SimulatedHost(this, number));
    }

    World world() {
        return world;
    }

    NodeLogs logs() {
        return logs;
    }

    VirtualTime time() {
        return time;
    }

    /** From now on a fault may have changed who the members are. */
    void membersAreFaulted() {
        membersFaulted = true;
    }

    boolean areMembersFaulted() {
        return membersFaulted;
    }

    String nextConnection() {
        return "c" + ++connections;
    }

    /** The number in a node's name. */
    static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public Optional<VirtualTime> virtualTime() {
        return Optional.of(time);
    }

    @Override
    public String standing() {
        return "up in simulation";
    }

    @Override
    public Network network() {
        return links;
    }

    @Override
    public Resources resources() {
        throw new IllegalStateException("a simulated node has no processes to be limited");
    }

    @Override
    public Node addNode() {
        Node node = spares.stream()
                .filter(spare -> !nodes.contains(spare))
                .findFirst()
                .orElseGet(this::oneMore);
        nodes.add(node);
        return node;
    }

    private Node oneMore() {
        Node node = node(nodes.size() + 1);
        spares.add(node);
        return node;
    }

    @Override
    public List<Node> spares() {
        return List.copyOf(spares);
    }

    @Override
    public void retire(Node spare) {
        if (!spares.contains(spare)) {
            throw new IllegalArgumentException(spare + " is no spare");
        }
        nodes.remove(spare);
    }

    @Override
    public Injection inject(Fault fault, Field field) {
        return SimulatedFaults.inject(fault, field, this);
    }

    @Override
    public List<String> restore(Field field) {
        return SimulatedFaults.restore(field, this);
    }

    @Override
    public Map<String, Double> load(Node node) {
        NodeView view = ((SimulatedHost) node.shell()).view().orElse(null);
        Map<String, Double> load = new TreeMap<>();
        if (view != null) {
            load.put(NodeMetric.DATA.key(), (double)
                    world.disk(number(node.name())).used());
        }
        return load;
    }

    @Override
    public List<NodeEvent> events(long originNanos) {
        return logs.lines().stream()
                .map(line -> new NodeEvent(
                        line.nanos() - originNanos,
                        "n" + line.node(),
                        line.event().kind(),
                        line.event().subject() == 0 ? null : "n" + line.event().subject(),
                        line.event().term() == 0 ? null : line.event().term(),
                        line.event().detail()))
                .toList();
    }

    @Override
    public String shellCommand(Node node) {
        return "none: a simulated node has no shell";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("simulation", world.options().toString());
    }

    /** Nothing outlives the run. */
    @Override
    public void close() {}
}
