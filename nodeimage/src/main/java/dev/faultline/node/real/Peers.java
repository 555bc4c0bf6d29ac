package dev.faultline.node.real;

import io.netty.channel.EventLoopGroup;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The links to other nodes. A message for a node whose address nobody told is dropped, and one for this node too. */
final class Peers {
    private final int self;
    private final EventLoopGroup loop;
    private final RandomGenerator random;
    private final Map<Integer, PeerLink> links = new TreeMap<>();

    Peers(int self, EventLoopGroup loop, RandomGenerator random) {
        this.self = self;
        this.loop = loop;
        this.random = random;
    }

    void locate(int peer, Address address) {
        @Nullable PeerLink before = links.get(peer);
        if (peer == self || (before != null && before.address().equals(address))) {
            return;
        }
        if (before != null) {
            before.close();
        }
        PeerLink link = new PeerLink(loop, new Hello(self), address, random);
        links.put(peer, link);
        link.connect();
    }

    void send(int peer, byte[] message) {
        @Nullable PeerLink link = links.get(peer);
        if (link != null) {
            link.send(message);
        }
    }

    void close() {
        links.values().forEach(PeerLink::close);
    }
}
