package dev.faultline.node.sim;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Directed links between all nodes, and between each node and the clients, which are node 0. Each message takes its own time, so that
 * one can overtake another unless the link keeps order. A cut drops what would leave and what would arrive while it lasts. Faults of a
 * link add up with what it does of itself ({@link WorldOptions}); {@link #heal} ends them all.
 */
public final class SimulatedNetwork {
    private static final byte[] NOTHING = {};

    /** Where packets come out. */
    interface Receiver {
        /** Why a packet cannot be taken; null when it can. */
        @Nullable
        Drop refusal(Packet packet);

        void take(Packet packet);

        /** A packet will not come out. */
        void lost(Packet packet, Drop reason);
    }

    private final Agenda agenda;
    private final Function<String, RandomGenerator> dice;
    private final WorldOptions options;
    private final Observer observer;
    private final Receiver receiver;
    private Link[][] links = {};
    private long packets;

    SimulatedNetwork(
            Agenda agenda,
            Function<String, RandomGenerator> dice,
            WorldOptions options,
            Observer observer,
            Receiver receiver) {
        this.agenda = agenda;
        this.dice = dice;
        this.options = options;
        this.observer = observer;
        this.receiver = receiver;
    }

    /** Drops everything from now on that goes from one node to the other. */
    public void cut(int from, int to) {
        link(from, to).cut = true;
    }

    public void mend(int from, int to) {
        link(from, to).cut = false;
    }

    public boolean isCut(int from, int to) {
        return link(from, to).cut;
    }

    /** Makes messages take so much longer, and up to so much longer or shorter than that. */
    public void slow(int from, int to, long latencyNanos, long jitterNanos) {
        if (latencyNanos < 0 || jitterNanos < 0) {
            throw new IllegalArgumentException(
                    "latency and jitter must be 0 or more, not " + latencyNanos + " and " + jitterNanos);
        }
        Link link = link(from, to);
        link.extraLatency = latencyNanos;
        link.jitter = jitterNanos;
    }

    public void unslow(int from, int to) {
        slow(from, to, 0, 0);
    }

    /** Loses that fraction of messages; on a client's link, what is lost is never answered. */
    public void lose(int from, int to, double probability) {
        WorldOptions.fraction("probability", probability, 1);
        link(from, to).loss = probability;
    }

    /**
     * Doubles that fraction of messages.
     *
     * @throws IllegalArgumentException for the link of a client, which is a stream that doubles nothing
     */
    public void duplicate(int from, int to, double probability) {
        WorldOptions.fraction("probability", probability, 1);
        Link link = link(from, to);
        if (link.stream() && probability > 0) {
            throw new IllegalArgumentException("the link of a client doubles nothing: " + from + " to " + to);
        }
        link.duplication = probability;
    }

    /** Whether messages keep their order. */
    public void keepOrder(int from, int to, boolean order) {
        link(from, to).fifo = order;
    }

    /**
     * Lets through so many bytes a second, in order of departure; 0 for no limit. Between nodes, what would wait for more than a second is
     * dropped: senders that try again would else fill a queue that outlasts the limit by minutes.
     */
    public void limit(int from, int to, long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("bytesPerSecond must be 0 or more, not " + bytesPerSecond);
        }
        link(from, to).limit(bytesPerSecond);
    }

    /** Ends every fault of every link. */
    public void heal() {
        for (Link[] row : links) {
            for (Link link : row) {
                link.heal();
            }
        }
    }

    public LinkCounters counters(int from, int to) {
        return link(from, to).counters();
    }

    /** As {@link #probe(int, int, Consumer)}, with so many bytes. */
    public void probe(int from, int to, int bytes, Consumer<ProbeResult> told) {
        transmit(from, to, new byte[bytes], 0, told);
    }

    /**
     * Sends a packet that no process sees, on a connection of its own, and tells what becomes of it when that is decided. It measures what is
     * done to the link: that the link loses, doubles or keeps in order of itself ({@link WorldOptions}) is not done to a probe.
     */
    public void probe(int from, int to, Consumer<ProbeResult> told) {
        transmit(from, to, NOTHING, 0, told);
    }

    void send(int from, int to, byte[] bytes, long client) {
        transmit(from, to, bytes, client, null);
    }

    private void transmit(int from, int to, byte[] bytes, long client, @Nullable Consumer<ProbeResult> probe) {
        Link link = link(from, to);
        long now = agenda.nanos();
        Packet packet = new Packet(this, link, bytes, client, probe, ++packets, link.countSent(), now);
        if (probe == null) {
            observer.sent(now, from, to, packet.number, bytes);
        }
        if (link.cut) {
            drop(packet, Drop.CUT);
        } else if (link.loses(probe != null)) {
            drop(packet, Drop.LOSS);
        } else if (probe == null && link.isFull(now)) {
            drop(packet, Drop.OVERFLOW);
        } else {
            agenda.at(link.arrival(now, bytes.length, probe == null), packet);
            if (probe == null && link.doubles()) {
                agenda.at(link.arrival(now, bytes.length, probe == null), packet);
            }
        }
    }

    /** When something small that leaves now would arrive; -1 for never. */
    long arrivalNanos(int from, int to) {
        Link link = link(from, to);
        return link.cut ? -1 : link.arrival(agenda.nanos(), 0, true);
    }

    void arrive(Packet packet) {
        Link link = packet.link;
        Drop refusal = link.cut ? Drop.CUT : packet.probe == null ? receiver.refusal(packet) : null;
        if (refusal != null) {
            drop(packet, refusal);
            return;
        }
        long now = agenda.nanos();
        long latency = now - packet.departure;
        link.countDelivered(packet.sequence, latency);
        if (packet.probe != null) {
            packet.probe.accept(new ProbeResult(link.from, link.to, Optional.empty(), latency));
        } else {
            observer.delivered(now, link.from, link.to, packet.number, packet.bytes);
            receiver.take(packet);
        }
    }

    private void drop(Packet packet, Drop reason) {
        Link link = packet.link;
        link.countDropped(reason);
        if (packet.probe == null) {
            observer.dropped(agenda.nanos(), link.from, link.to, packet.number, packet.bytes, reason);
            receiver.lost(packet, reason);
        } else {
            Consumer<ProbeResult> probe = packet.probe;
            ProbeResult result = new ProbeResult(link.from, link.to, Optional.of(reason), 0);
            agenda.at(agenda.nanos(), () -> probe.accept(result));
        }
    }

    private Link link(int from, int to) {
        int highest = Math.max(from, to);
        if (highest >= links.length) {
            grow(from, to, highest + 1);
        }
        return links[from][to];
    }

    private void grow(int from, int to, int size) {
        if (from < 0 || to < 0 || size > 256) {
            throw new IllegalArgumentException("nodes must be from 0 to 255, not " + from + " and " + to);
        }
        Link[][] larger = new Link[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                larger[i][j] = i < links.length && j < links.length
                        ? links[i][j]
                        : new Link(i, j, new Dice(dice.apply("link " + i + " to " + j)), options);
            }
        }
        links = larger;
    }
}
