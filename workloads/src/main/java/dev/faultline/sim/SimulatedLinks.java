package dev.faultline.sim;

import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Held;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.net.NetworkException;
import dev.faultline.harness.net.Traffic;
import dev.faultline.harness.net.Transfer;
import dev.faultline.node.sim.SimulatedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The links of a simulated world, as faults change and measure them. Whatever is done to a link of the system is done to what measures
 * it too: that goes the same way.
 */
final class SimulatedLinks implements Network {
    private static final int CLIENTS = SimulatedCluster.CLIENTS;
    private static final long KILO = 1000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final SimulatedNetwork network;
    private final Datagrams datagrams;
    private final Probes probes;
    private final SortedMap<String, String> force = new TreeMap<>();

    SimulatedLinks(SimulatedCluster cluster) {
        this.network = cluster.world().network();
        this.datagrams = new Datagrams(cluster);
        this.probes = new Probes(network, cluster.time());
    }

    private static int number(String node) {
        return SimulatedCluster.number(node);
    }

    private interface Change {
        void on(int from, int to);
    }

    private void each(Set<Link> links, String word, Change change) {
        for (Link link : links) {
            change.on(number(link.from()), number(link.to()));
            note(link.toString(), word);
        }
    }

    private void eachClient(Set<String> nodes, String word, Change change) {
        for (String node : nodes) {
            change.on(CLIENTS, number(node));
            change.on(number(node), CLIENTS);
            note("clients of " + node, word);
        }
    }

    private void note(String where, String word) {
        if (word.isEmpty()) {
            force.remove(where);
        } else {
            force.put(where, where + " " + word);
        }
    }

    @Override
    public void cut(Set<Link> links) {
        each(links, "cut", network::cut);
    }

    @Override
    public void mend(Set<Link> links) {
        each(links, "", network::mend);
    }

    @Override
    public void lose(Set<Link> links, double probability) {
        each(links, "loses " + probability, (from, to) -> network.lose(from, to, probability));
    }

    @Override
    public void unlose(Set<Link> links) {
        each(links, "", (from, to) -> network.lose(from, to, 0));
    }

    @Override
    public void slow(Set<Link> links, Duration latency, Duration jitter) {
        each(links, "slow", (from, to) -> network.slow(from, to, latency.toNanos(), jitter.toNanos()));
    }

    @Override
    public void unslow(Set<Link> links) {
        each(links, "", network::unslow);
    }

    @Override
    public void slowClients(Set<String> nodes, Duration latency, Duration jitter) {
        eachClient(nodes, "slow", (from, to) -> network.slow(from, to, latency.toNanos(), jitter.toNanos()));
    }

    @Override
    public void unslowClients(Set<String> nodes) {
        eachClient(nodes, "", network::unslow);
    }

    @Override
    public void impair(Set<Link> links, Impairment how) {
        each(links, how.word(), (from, to) -> impair(from, to, how));
    }

    @Override
    public void unimpair(Set<Link> links) {
        each(links, "", this::unimpair);
    }

    @Override
    public void impairClients(Set<String> nodes, Impairment how) {
        eachClient(nodes, how.word(), (from, to) -> impair(from, to, how));
    }

    @Override
    public void unimpairClients(Set<String> nodes) {
        eachClient(nodes, "", this::unimpair);
    }

    /** A message that comes in slices is there when its last slice is: it takes what its bytes take at the slices' pace. */
    private void impair(int from, int to, Impairment how) {
        if (how instanceof Impairment.Bandwidth narrow) {
            network.limit(from, to, narrow.kilobytesPerSecond() * KILO);
        } else if (how instanceof Impairment.Slicer slicer) {
            network.limit(from, to, slicer.bytes() * MICROS_PER_SECOND / slicer.pauseMicros());
            probes.slices(from, to, slicer.bytes());
        } else if (how instanceof Impairment.Jitter jitter) {
            long half = Duration.ofMillis(jitter.mostMillis()).toNanos() / 2;
            network.slow(from, to, half, half);
        } else {
            throw new NetworkException("a simulated link knows no " + how.word(), null);
        }
    }

    private void unimpair(int from, int to) {
        network.limit(from, to, 0);
        network.unslow(from, to);
        probes.slices(from, to, 0);
    }

    @Override
    public void healAll() {
        network.heal();
        probes.heal();
        force.clear();
    }

    @Override
    public List<String> inForce() {
        return List.copyOf(force.values());
    }

    @Override
    public Traffic traffic(long fromNanos, long toNanos) {
        return datagrams.between(fromNanos, toNanos);
    }

    @Override
    public long dropped(Set<Link> links) {
        return links.stream()
                .mapToLong(link ->
                        network.counters(number(link.from()), number(link.to())).cut())
                .sum();
    }

    @Override
    public Delay delay(String opener, String other) {
        return probes.exchange(number(opener), number(other));
    }

    @Override
    public List<Delay> delays(String opener, String other, int exchanges) {
        return several(number(opener), number(other), exchanges);
    }

    @Override
    public Delay clientDelay(String node) {
        return probes.exchange(CLIENTS, number(node));
    }

    @Override
    public List<Delay> clientDelays(String node, int exchanges) {
        return several(CLIENTS, number(node), exchanges);
    }

    private List<Delay> several(int opener, int other, int exchanges) {
        List<Delay> delays = new ArrayList<>();
        for (int i = 0; i < exchanges; i++) {
            delays.add(probes.exchange(opener, other));
        }
        return delays;
    }

    @Override
    public Transfer transfer(String opener, String other, int bytes) {
        return new Transfer(
                probes.send(number(opener), number(other), bytes), probes.send(number(other), number(opener), bytes));
    }

    @Override
    public Transfer clientTransfer(String node, int bytes) {
        return new Transfer(probes.send(CLIENTS, number(node), bytes), probes.send(number(node), CLIENTS, bytes));
    }

    @Override
    public Held hold(String opener, String other) {
        throw noConnections();
    }

    @Override
    public Held holdClient(String node) {
        throw noConnections();
    }

    private static NetworkException noConnections() {
        return new NetworkException("a simulated network carries messages, not connections", null);
    }

    /** There is no other way than the link. */
    @Override
    public List<String> bypasses(Set<Link> links) {
        return List.of();
    }

    /** Nothing but faults changes a simulated network. */
    @Override
    public String fingerprint(String node) {
        return "simulated";
    }
}
