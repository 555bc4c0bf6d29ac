package dev.faultline.harness.cluster.proxy;

import dev.faultline.harness.cluster.Ports;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which proxies a node has: one for each port of its own that clients dial, one for each port of each peer. */
final class ProxyPlan {
    /** Where the probe answers delay measurements; it takes the same way as the system's ports. */
    static final int PROBE_PORT = 7471;
    /** Toxiproxy's own API. */
    static final int API_PORT = 8474;

    private static final int SSH_PORT = 22;
    /** Below the ports that Linux gives to outgoing connections. */
    private static final int LISTEN_FIRST = 20_001;

    private static final int LISTEN_LAST = 32_000;

    /**
     * One proxy.
     *
     * @param name unique on its node
     * @param listen the port to which iptables leads connections
     * @param port the port that was dialled
     * @param address where the proxy dials that port
     * @param peer the peer it leads to; null for a client's way to the node itself
     */
    record Spec(
            String name,
            int listen,
            int port,
            String address,
            @Nullable String peer) {
        boolean forClients() {
            return peer == null;
        }
    }

    private final Set<Integer> systemPorts;
    private final List<Integer> peerPorts;
    private final List<Spec> specs = new CopyOnWriteArrayList<>();
    private int listen = LISTEN_FIRST;

    /** The proxies for clients of the node at {@code address}. */
    ProxyPlan(String address, Ports ports) {
        systemPorts = new TreeSet<>(ports.client());
        systemPorts.addAll(ports.peer());
        for (int reserved : List.of(SSH_PORT, PROBE_PORT, API_PORT)) {
            if (systemPorts.contains(reserved)) {
                throw new IllegalArgumentException("port " + reserved + " of a node is taken by the harness");
            }
        }
        peerPorts = withProbe(ports.peer());
        for (int port : withProbe(ports.client())) {
            specs.add(new Spec("clients-" + port, nextListen(), port, address, null));
        }
    }

    private static List<Integer> withProbe(List<Integer> ports) {
        return IntStream.concat(ports.stream().mapToInt(Integer::intValue), IntStream.of(PROBE_PORT))
                .distinct()
                .boxed()
                .toList();
    }

    /** The proxies that lead to one more peer. */
    List<Spec> addPeer(String peer, String address) {
        List<Spec> added = peerPorts.stream()
                .map(port -> new Spec(peer + "-" + port, nextListen(), port, address, peer))
                .toList();
        specs.addAll(added);
        return added;
    }

    private int nextListen() {
        while (systemPorts.contains(listen)) {
            listen++;
        }
        if (listen > LISTEN_LAST) {
            throw new IllegalStateException("no port is left for a proxy: " + specs.size() + " on one node");
        }
        return listen++;
    }

    List<Spec> specs() {
        return List.copyOf(specs);
    }

    List<Spec> toPeer(String peer) {
        return specs.stream().filter(spec -> peer.equals(spec.peer())).toList();
    }

    List<Spec> forClients() {
        return specs.stream().filter(Spec::forClients).toList();
    }
}
