package dev.faultline.harness.cluster.proxy;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Held;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.net.NetworkException;
import dev.faultline.harness.net.Traffic;
import dev.faultline.harness.net.Transfer;
import dev.faultline.harness.time.Clock;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The network of nodes that each have a Toxiproxy in their network namespace.
 *
 * <p>A link {@code i->j} is cut on both of its ends: i drops what it sends to j, and j drops what it receives from i. It is
 * slowed at both ends too, but each end carries its own share: i's proxies to j delay what i's own connections send
 * ({@code upstream}), and j's proxies to i delay what comes back on the connections that j opened ({@code downstream}).
 *
 * <p>Packets of a link are lost at its receiver only.
 *
 * <p>The rules stand before any system starts, for nat sees new connections only: one that is older bypasses its proxy for good.
 */
public final class ProxiedNetwork implements Network {
    private final String gateway;
    private final Ports ports;
    private final Clock clock;
    private final DelayExchange clients;
    private final List<ProxiedNode> nodes = new CopyOnWriteArrayList<>();

    private ProxiedNetwork(String gateway, Ports ports, Clock clock) {
        this.gateway = gateway;
        this.ports = ports;
        this.clock = clock;
        this.clients = new DelayExchange(clock);
    }

    /**
     * Sets rules, proxies and probes up on nodes on which no system runs yet.
     *
     * @param gateway the address from which clients' connections come
     * @throws NetworkException when a node refuses
     */
    public static ProxiedNetwork install(List<Node> nodes, String gateway, Ports ports, Clock clock) {
        ProxiedNetwork network = new ProxiedNetwork(gateway, ports, clock);
        nodes.forEach(node -> network.nodes.add(new ProxiedNode(node, gateway, ports)));
        AllAtOnce.each(
                network.nodes,
                node -> node.install(
                        nodes.stream().filter(peer -> !peer.equals(node.node())).toList()));
        return network;
    }

    /** Takes a node in that has come during the run, before a system is started on it. Fingerprints of the others change. */
    public synchronized void join(Node newcomer) {
        List<Node> others = nodes.stream().map(ProxiedNode::node).toList();
        AllAtOnce.each(nodes, node -> node.addPeer(newcomer));
        ProxiedNode joined = new ProxiedNode(newcomer, gateway, ports);
        joined.install(others);
        nodes.add(joined);
    }

    @Override
    public void cut(Set<Link> links) {
        atBothEnds(links, ProxiedNode::cut);
    }

    @Override
    public void mend(Set<Link> links) {
        atBothEnds(links, ProxiedNode::mend);
    }

    @Override
    public void lose(Set<Link> links, double probability) {
        atReceivers(links, (node, peers) -> node.lose(peers, probability));
    }

    @Override
    public void unlose(Set<Link> links) {
        atReceivers(links, ProxiedNode::unlose);
    }

    private void atReceivers(Set<Link> links, BiConsumer<ProxiedNode, Collection<String>> action) {
        Map<String, Set<String>> senders = new HashMap<>();
        for (Link link : links) {
            senders.computeIfAbsent(link.to(), name -> new TreeSet<>())
                    .add(node(link.from()).address());
        }
        AllAtOnce.each(named(senders.keySet()), node -> action.accept(node, senders.get(node.name())));
    }

    private void atBothEnds(Set<Link> links, BiConsumer<ProxiedNode, Collection<Rules.Drop>> action) {
        Map<String, Set<Rules.Drop>> byNode = new HashMap<>();
        for (Link link : links) {
            ends(link)
                    .forEach((node, drop) -> byNode.computeIfAbsent(node, name -> new LinkedHashSet<>())
                            .add(drop));
        }
        AllAtOnce.each(named(byNode.keySet()), node -> action.accept(node, byNode.get(node.name())));
    }

    private Map<String, Rules.Drop> ends(Link link) {
        return Map.of(
                link.from(), new Rules.Drop(true, node(link.to()).address()),
                link.to(), new Rules.Drop(false, node(link.from()).address()));
    }

    @Override
    public void slow(Set<Link> links, Duration latency, Duration jitter) {
        onProxiesOfBothEnds(links, (node, peer, direction) -> node.slowTowards(peer, direction, latency, jitter));
    }

    @Override
    public void unslow(Set<Link> links) {
        onProxiesOfBothEnds(links, ProxiedNode::unslowTowards);
    }

    private interface ProxyChange {
        void apply(ProxiedNode node, String peer, ToxicDirection direction);
    }

    private void onProxiesOfBothEnds(Set<Link> links, ProxyChange change) {
        AllAtOnce.each(endsOf(links), node -> {
            for (Link link : links) {
                if (link.from().equals(node.name())) {
                    change.apply(node, link.to(), UPSTREAM);
                } else if (link.to().equals(node.name())) {
                    change.apply(node, link.from(), DOWNSTREAM);
                }
            }
        });
    }

    @Override
    public void slowClients(Set<String> names, Duration latency, Duration jitter) {
        AllAtOnce.each(named(names), node -> {
            node.slowClients(UPSTREAM, latency, jitter);
            node.slowClients(DOWNSTREAM, latency, jitter);
        });
    }

    @Override
    public void unslowClients(Set<String> names) {
        AllAtOnce.each(named(names), node -> {
            node.unslowClients(UPSTREAM);
            node.unslowClients(DOWNSTREAM);
        });
    }

    @Override
    public void impair(Set<Link> links, Impairment how) {
        if (how instanceof Impairment.Reset) {
            AllAtOnce.each(endsOf(links), node -> node.resetTowards(peersOf(node, links)));
        }
        onProxiesOfBothEnds(links, (node, peer, direction) -> node.impairTowards(peer, direction, how));
    }

    @Override
    public void unimpair(Set<Link> links) {
        onProxiesOfBothEnds(links, ProxiedNode::unimpairTowards);
    }

    @Override
    public void impairClients(Set<String> names, Impairment how) {
        AllAtOnce.each(named(names), node -> {
            if (how instanceof Impairment.Reset) {
                node.resetClients();
            }
            node.impairClients(UPSTREAM, how);
            node.impairClients(DOWNSTREAM, how);
        });
    }

    @Override
    public void unimpairClients(Set<String> names) {
        AllAtOnce.each(named(names), node -> {
            node.unimpairClients(UPSTREAM);
            node.unimpairClients(DOWNSTREAM);
        });
    }

    @Override
    public void healAll() {
        AllAtOnce.each(nodes, ProxiedNode::heal);
    }

    @Override
    public List<String> inForce() {
        return AllAtOnce.map(nodes, this::inForce).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<String> inForce(ProxiedNode node) {
        Chains chains = node.chains();
        List<String> lines = new ArrayList<>();
        for (Rules.Drop drop : chains.drops().keySet()) {
            lines.add(node.name() + " drops what it " + (drop.outgoing() ? "sends to " : "receives from ")
                    + nameOf(drop.peer()));
        }
        for (Rules.Loss loss : chains.losses()) {
            lines.add("%s loses %.0f %% of what it receives from %s"
                    .formatted(node.name(), 100 * loss.probability(), nameOf(loss.peer())));
        }
        chains.strange().forEach(rule -> lines.add(node.name() + " has a strange rule: " + rule));
        lines.addAll(node.proxies().inForce());
        return lines;
    }

    @Override
    public Traffic traffic(long fromNanos, long toNanos) {
        List<Map<String, Traffic.Count>> counts =
                AllAtOnce.map(nodes, node -> node.probe(probe -> probe.counts(fromNanos, toNanos)));
        Map<Link, Traffic.Count> links = new HashMap<>();
        for (int i = 0; i < counts.size(); i++) {
            String here = nodes.get(i).name();
            counts.get(i).forEach((address, count) -> {
                String there = nameOf(address);
                links.merge(new Link(here, there), new Traffic.Count(count.sent(), 0), Traffic.Count::plus);
                links.merge(new Link(there, here), new Traffic.Count(0, count.arrived()), Traffic.Count::plus);
            });
        }
        return new Traffic(links);
    }

    @Override
    public long dropped(Set<Link> links) {
        List<ProxiedNode> concerned = endsOf(links);
        List<Chains> chains = AllAtOnce.map(concerned, ProxiedNode::chains);
        long sum = 0;
        for (Link link : links) {
            for (Map.Entry<String, Rules.Drop> end : ends(link).entrySet()) {
                Chains there = chains.get(concerned.indexOf(node(end.getKey())));
                sum += there.drops().getOrDefault(end.getValue(), 0L);
            }
        }
        return sum;
    }

    @Override
    public Delay delay(String opener, String other) {
        String address = node(other).address();
        return node(opener).probe(probe -> probe.delay(address));
    }

    @Override
    public List<Delay> delays(String opener, String other, int exchanges) {
        String address = node(other).address();
        return Stream.generate(() -> node(opener).probe(probe -> probe.delay(address, 1)))
                .limit(exchanges)
                .toList();
    }

    @Override
    public List<Delay> clientDelays(String name, int exchanges) {
        return Stream.generate(() -> clientDelay(name, 1)).limit(exchanges).toList();
    }

    @Override
    public Delay clientDelay(String name) {
        return clientDelay(name, Probe.EXCHANGES);
    }

    private Delay clientDelay(String name, int exchanges) {
        try {
            return clients.measure(node(name).address(), ProxyPlan.PROBE_PORT, exchanges, Probe.PATIENCE);
        } catch (IOException e) {
            throw new NetworkException(name + ": its probe does not answer a client: " + e.getMessage(), e);
        }
    }

    @Override
    public Transfer transfer(String opener, String other, int bytes) {
        String address = node(other).address();
        return node(opener).probe(probe -> probe.transfer(address, bytes));
    }

    @Override
    public Transfer clientTransfer(String name, int bytes) {
        try {
            return clients.transfer(node(name).address(), ProxyPlan.PROBE_PORT, bytes, Probe.TRANSFER_PATIENCE);
        } catch (IOException e) {
            throw new NetworkException(name + ": its probe transfers nothing to a client: " + e.getMessage(), e);
        }
    }

    @Override
    public Held hold(String opener, String other) {
        String address = node(other).address();
        return node(opener).probe(probe -> probe.hold(address));
    }

    @Override
    public Held holdClient(String name) {
        return new HeldByClient(node(name).address(), ProxyPlan.PROBE_PORT, clock);
    }

    @Override
    public List<String> bypasses(Set<Link> links) {
        return AllAtOnce.map(
                        endsOf(links),
                        node -> node.bypasses(peersOf(node, links)).stream()
                                .map(socket -> node.name() + ": " + socket + " passes no proxy")
                                .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /** A link's bytes travel on connections that either end opened: so both ways count, whatever the link's direction. */
    private static Set<String> peersOf(ProxiedNode node, Set<Link> links) {
        return links.stream()
                .flatMap(link -> Stream.of(link, link.reversed()))
                .filter(link -> link.from().equals(node.name()))
                .map(Link::to)
                .collect(Collectors.toSet());
    }

    @Override
    public String fingerprint(String name) {
        return node(name).fingerprint();
    }

    private List<ProxiedNode> endsOf(Set<Link> links) {
        return named(links.stream()
                .flatMap(link -> Stream.of(link.from(), link.to()))
                .collect(Collectors.toSet()));
    }

    private List<ProxiedNode> named(Set<String> names) {
        return new TreeSet<>(names).stream().map(this::node).toList();
    }

    private ProxiedNode node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node " + name + " in " + nodes));
    }

    private String nameOf(String address) {
        return nodes.stream()
                .filter(node -> node.address().equals(address))
                .map(ProxiedNode::name)
                .findFirst()
                .orElse(address);
    }
}
