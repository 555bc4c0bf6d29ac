package dev.faultline.node.leader;

import dev.faultline.node.NodeView;
import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.Operation;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.RequestFrame;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.ResponseFrame;
import dev.faultline.node.protocol.Value;
import dev.faultline.node.sim.Dice;
import dev.faultline.node.sim.EventQueue;
import dev.faultline.node.sim.World;
import dev.faultline.node.sim.WorldOptions;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A cluster of single-leader programs in a simulated world, and clients of it. */
final class Cluster {
    static final long MILLI = 1_000_000;

    final EventQueue agenda = new EventQueue();
    final World world;
    private final SortedMap<Integer, String> founders = new TreeMap<>();
    private final Map<String, String> options;
    private long lastId;

    Cluster(long seed, int nodes, WorldOptions calm, Map<String, String> options) {
        this.world = new World(agenda, Dice.source(seed), calm);
        this.options = options;
        for (int node = 1; node <= nodes; node++) {
            founders.put(node, "n" + node + ":7000");
        }
        founders.keySet().forEach(this::boot);
    }

    static Cluster of(int nodes, String... options) {
        return new Cluster(1, nodes, WorldOptions.calm(), options(options));
    }

    /** From words {@code name=value}. */
    static Map<String, String> options(String... words) {
        return Arrays.stream(words)
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(word -> word[0], word -> word[1], (one, other) -> other, TreeMap::new));
    }

    void boot(int node) {
        world.boot(node, () -> new SingleLeaderFactory().create(node, members(node), options));
    }

    private SortedMap<Integer, String> members(int node) {
        SortedMap<Integer, String> members = new TreeMap<>(founders);
        if (!founders.containsKey(node)) {
            members.clear();
        }
        return members;
    }

    /** The node that leads in the latest term; 0 when none does. */
    int leader() {
        return IntStream.rangeClosed(1, founders.lastKey())
                .filter(node -> world.view(node).role().equals("leader"))
                .boxed()
                .max((one, other) ->
                        Long.compare(world.view(one).term(), world.view(other).term()))
                .orElse(0);
    }

    int awaitLeader() {
        await(() -> leader() != 0);
        return leader();
    }

    /** Another leader than that one. */
    int awaitLeaderOtherThan(int old) {
        await(() -> leader() != 0 && leader() != old);
        return leader();
    }

    /** Some running node that does not lead. */
    int follower() {
        int leader = awaitLeader();
        return founders.keySet().stream()
                .filter(node -> node != leader && world.runs(node))
                .findFirst()
                .orElseThrow();
    }

    void await(BooleanSupplier condition) {
        long end = agenda.nanos() + 60_000 * MILLI;
        agenda.runUntil(() -> condition.getAsBoolean() || agenda.nanos() > end);
        if (!condition.getAsBoolean()) {
            throw new AssertionError("not within a minute of virtual time; " + views());
        }
    }

    private String views() {
        return founders.keySet().stream()
                .map(node -> world.view(node))
                .map(NodeView::toString)
                .collect(Collectors.joining(", "));
    }

    void runMillis(long millis) {
        agenda.runUntil(agenda.nanos() + millis * MILLI);
    }

    /** Cuts a node off from all others, both ways; clients still reach it. */
    void isolate(int node) {
        for (int other : founders.keySet()) {
            if (other != node) {
                world.network().cut(node, other);
                world.network().cut(other, node);
            }
        }
    }

    /** There is no room for anything more on its disk. */
    void fill(int node) {
        world.disk(node).capacity(world.disk(node).used());
    }

    void send(int node, Request request, Consumer<Response> then) {
        long id = ++lastId;
        world.request(
                node,
                new RequestFrame(id, request).encode(),
                bytes -> then.accept(ResponseFrame.decode(bytes).response()),
                () -> then.accept(new Response.Unknown("connection lost")));
    }

    Response ask(int node, Request request) {
        AtomicReference<Response> answer = new AtomicReference<>();
        send(node, request, answer::set);
        await(() -> answer.get() != null);
        return answer.get();
    }

    Response once(int node, Operation operation) {
        return ask(node, Command.once(operation));
    }

    long session(int node, String token) {
        return ((Value.Number) ((Response.Ok) ask(node, new Request.Hello(token))).value()).value();
    }

    /** A line of a node's status. */
    String status(int node, String name) {
        Response.Ok answer = (Response.Ok) ask(node, new Request.Status());
        return ((Value.Text) answer.value())
                .text()
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }
}
