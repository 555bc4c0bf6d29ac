package dev.faultline.node.real;

import dev.faultline.node.contract.ClusterUnderContract;
import dev.faultline.node.leader.SingleLeaderFactory;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.real.Loopback.Client;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** On the real runtime in this process: loopback, files, this machine's time. */
final class RealCluster implements ClusterUnderContract {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Path directory;
    private final Map<String, String> options;
    private final SortedMap<Integer, Address> founders = new TreeMap<>();
    private final SortedMap<Integer, Address> addresses = new TreeMap<>();
    private final Map<Integer, Integer> clientPorts = new TreeMap<>();
    private final Map<Integer, RealNode> nodes = new TreeMap<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    RealCluster(Path directory, int founders, Map<String, String> options) {
        this.directory = directory;
        this.options = options;
        for (int node = 1; node <= founders; node++) {
            this.founders.put(node, located(node));
        }
    }

    private Address located(int node) {
        return addresses.computeIfAbsent(node, none -> new Address("localhost", Loopback.freePort()));
    }

    @Override
    public void start(int node) {
        int clientPort = clientPorts.computeIfAbsent(node, none -> Loopback.freePort());
        Path data = directory.resolve("node" + node);
        NodeOptions told =
                new NodeOptions(node, founders, located(node), clientPort, data, SingleLeaderFactory.NAME, options);
        PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8);
        nodes.put(
                node,
                RealNode.start(
                        told, new SingleLeaderFactory().create(node, told.members(), options), to, failures::add));
    }

    /** A program is not told of the end of its process, whose files are closed and keep what they hold. */
    @Override
    public void kill(int node) {
        RealNode running = nodes.remove(node);
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean runs(int node) {
        return nodes.containsKey(node);
    }

    @Override
    public String address(int node) {
        return located(node).toString();
    }

    @Override
    public Response request(int node, Request request) {
        if (!runs(node)) {
            return new Response.Unknown("node " + node + " does not run");
        }
        try (Client client = Client.connect(port(node))) {
            return ProcessCluster.ask(client, 1, request);
        } catch (IOException e) {
            return new Response.Unknown("the connection broke: " + e.getMessage());
        }
    }

    @Override
    public List<byte[]> exchange(int node, List<byte[]> frames) {
        try (Client client = Client.connect(port(node))) {
            List<byte[]> answers = new ArrayList<>();
            for (byte[] frame : frames) {
                answers.add(client.ask(frame));
            }
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int port(int node) {
        return clientPorts.getOrDefault(node, 0);
    }

    @Override
    public boolean told(int node, String kind) {
        return said.toString(StandardCharsets.UTF_8).contains("node " + node + ": " + kind);
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0 || !failures.isEmpty()) {
                throw new AssertionError("waited in vain until " + what + "; failures " + failures + "\n"
                        + said.toString(StandardCharsets.UTF_8));
            }
            Loopback.pause();
        }
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        nodes.values().forEach(RealNode::close);
        nodes.clear();
        if (!failures.isEmpty()) {
            throw new AssertionError("a program ended by itself", failures.get(0));
        }
    }
}
