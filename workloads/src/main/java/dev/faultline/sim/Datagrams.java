package dev.faultline.sim;

import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Traffic;
import dev.faultline.harness.time.VirtualTime;
import dev.faultline.node.sim.SimulatedNetwork;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.TreeMap;

/** A datagram on every directed link twenty times a second, as the probes of real nodes send them. */
final class Datagrams {
    private static final long PACE_NANOS = 50_000_000;

    /** When each was sent that arrived, and each that did not, or has not yet. */
    private static final class Sent {
        final LongArrayList arrived = new LongArrayList();
        final LongArrayList all = new LongArrayList();
    }

    private final SimulatedCluster cluster;
    private final SimulatedNetwork network;
    private final VirtualTime time;
    private final TreeMap<Long, Sent> links = new TreeMap<>();

    Datagrams(SimulatedCluster cluster) {
        this.cluster = cluster;
        this.network = cluster.world().network();
        this.time = cluster.time();
        time.scheduler().at(0, this::send);
    }

    private void send() {
        int[] nodes = cluster.nodes().stream()
                .mapToInt(node -> SimulatedCluster.number(node.name()))
                .toArray();
        for (int from : nodes) {
            for (int to : nodes) {
                if (from != to) {
                    send(from, to);
                }
            }
        }
        time.scheduler().at(time.nanos() + PACE_NANOS, this::send);
    }

    private void send(int from, int to) {
        long now = time.nanos();
        Sent sent = links.computeIfAbsent(key(from, to), key -> new Sent());
        sent.all.add(now);
        network.probe(from, to, result -> {
            if (result.arrived()) {
                sent.arrived.add(now);
            }
        });
    }

    private static long key(int from, int to) {
        return (long) from << 32 | to;
    }

    Traffic between(long fromNanos, long toNanos) {
        TreeMap<Link, Traffic.Count> counts = new TreeMap<>();
        links.forEach((key, sent) -> counts.put(
                new Link("n" + (key >> 32), "n" + key.intValue()),
                new Traffic.Count(within(sent.all, fromNanos, toNanos), within(sent.arrived, fromNanos, toNanos))));
        return new Traffic(counts);
    }

    private static long within(LongArrayList times, long from, long to) {
        long count = 0;
        for (int i = times.size() - 1; i >= 0; i--) {
            long at = times.getLong(i);
            if (at >= from && at < to) {
                count++;
            }
        }
        return count;
    }
}
