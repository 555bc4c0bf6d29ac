package dev.faultline.node.contract;

import dev.faultline.node.Env;
import dev.faultline.node.leader.SingleLeaderFactory;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.RequestFrame;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.ResponseFrame;
import dev.faultline.node.sim.Dice;
import dev.faultline.node.sim.EventQueue;
import dev.faultline.node.sim.Observer;
import dev.faultline.node.sim.World;
import dev.faultline.node.sim.WorldOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** In the simulated world, on virtual time. */
final class SimulatedCluster implements ClusterUnderContract {
    private static final long MILLI = 1_000_000;
    private static final long PATIENCE_NANOS = 120_000 * MILLI;

    private final EventQueue agenda = new EventQueue();
    private final World world;
    private final SortedMap<Integer, String> founders = new TreeMap<>();
    private final Map<String, String> options;
    private final Set<Integer> started = new TreeSet<>();
    private final Set<String> told = new TreeSet<>();

    SimulatedCluster(long seed, int founders, Map<String, String> options) {
        this.world = new World(agenda, Dice.source(seed), WorldOptions.calm());
        this.options = options;
        for (int node = 1; node <= founders; node++) {
            this.founders.put(node, address(node));
        }
        world.listen(new Observer() {
            @Override
            public void told(long nanos, int node, Env.Event event) {
                told.add(node + " " + event.kind());
            }
        });
    }

    @Override
    public void start(int node) {
        SortedMap<Integer, String> known = founders.containsKey(node) ? founders : new TreeMap<>();
        world.boot(node, () -> new SingleLeaderFactory().create(node, known, options));
        started.add(node);
    }

    @Override
    public void kill(int node) {
        world.crash(node);
    }

    @Override
    public boolean runs(int node) {
        return world.runs(node);
    }

    @Override
    public String address(int node) {
        return "n" + node + ":7000";
    }

    /** As full as a disk is that has no room for anything more. */
    void fillDisk(int node) {
        world.disk(node).capacity(world.disk(node).used());
    }

    void makeRoom(int node) {
        world.disk(node).heal();
    }

    @Override
    public Response request(int node, Request request) {
        return answer(node, new RequestFrame(1, request).encode())
                .map(bytes -> ResponseFrame.decode(bytes).response())
                .orElseGet(() -> new Response.Unknown("the connection broke"));
    }

    @Override
    public List<byte[]> exchange(int node, List<byte[]> frames) {
        List<byte[]> answers = new ArrayList<>();
        frames.forEach(frame -> answers.add(answer(node, frame).orElseThrow()));
        return answers;
    }

    /** Empty when the connection broke. */
    private Optional<byte[]> answer(int node, byte[] frame) {
        AtomicReference<Optional<byte[]>> end = new AtomicReference<>();
        world.request(node, frame, bytes -> end.set(Optional.of(bytes)), () -> end.set(Optional.empty()));
        await("a request to node " + node + " ends", () -> end.get() != null);
        return end.get();
    }

    @Override
    public boolean told(int node, String kind) {
        return told.contains(node + " " + kind);
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
        long end = agenda.nanos() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (agenda.nanos() > end) {
                throw new AssertionError("waited in vain until " + what);
            }
            agenda.runUntil(agenda.nanos() + MILLI);
        }
    }

    @Override
    public long nanos() {
        return agenda.nanos();
    }

    @Override
    public void close() {
        for (int node : started) {
            world.death(node).ifPresent(why -> {
                throw new AssertionError("node " + node + " ended by itself: " + why);
            });
        }
    }
}
