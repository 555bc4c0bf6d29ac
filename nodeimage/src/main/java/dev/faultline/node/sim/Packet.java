package dev.faultline.node.sim;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One thing under way on a link. It is its own task on the agenda: to arrive. */
final class Packet implements Runnable {
    private final SimulatedNetwork network;
    final Link link;
    final byte[] bytes;
    /** The connection of the client that asks or is answered; 0 between nodes. */
    final long client;
    /** Who wants to know what becomes of it; null unless it is a probe, which no process sees. */
    final @Nullable Consumer<ProbeResult> probe;

    final long number;
    /** Its place among what was sent on its link. */
    final long sequence;

    final long departure;

    Packet(
            SimulatedNetwork network,
            Link link,
            byte[] bytes,
            long client,
            @Nullable Consumer<ProbeResult> probe,
            long number,
            long sequence,
            long departure) {
        this.network = network;
        this.link = link;
        this.bytes = bytes;
        this.client = client;
        this.probe = probe;
        this.number = number;
        this.sequence = sequence;
        this.departure = departure;
    }

    @Override
    public void run() {
        network.arrive(this);
    }
}
