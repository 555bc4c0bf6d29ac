package dev.faultline.sim;

import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.NetworkException;
import dev.faultline.harness.net.Transfer.Leg;
import dev.faultline.harness.time.Await;
import dev.faultline.harness.time.VirtualTime;
import dev.faultline.node.sim.ProbeResult;
import dev.faultline.node.sim.SimulatedNetwork;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Measures single ways by sending what no process sees. What does not arrive is sent again, as TCP would. */
final class Probes {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PACE = Duration.ofMillis(1);
    private static final int TRIES = 10;

    private final SimulatedNetwork network;
    private final VirtualTime time;
    private final Map<Long, Integer> slices = new TreeMap<>();

    Probes(SimulatedNetwork network, VirtualTime time) {
        this.network = network;
        this.time = time;
    }

    /** From now on bytes come in slices of that size on this link; 0 for no slices. */
    void slices(int from, int to, int bytes) {
        slices.put((long) from << 32 | to, bytes);
    }

    void heal() {
        slices.clear();
    }

    Delay exchange(int opener, int other) {
        return new Delay(oneWay(opener, other), oneWay(other, opener));
    }

    private Duration oneWay(int from, int to) {
        for (int i = 0; i < TRIES; i++) {
            AtomicReference<ProbeResult> seen = new AtomicReference<>();
            network.probe(from, to, seen::set);
            Await.until(time, PATIENCE, PACE, () -> seen.get() != null);
            ProbeResult result = seen.get();
            if (result != null && result.arrived()) {
                return Duration.ofNanos(result.latencyNanos());
            }
        }
        throw new NetworkException("nothing arrives from " + from + " at " + to, null);
    }

    Leg send(int from, int to, int bytes) {
        int slice = slices.getOrDefault((long) from << 32 | to, 0);
        int size = slice == 0 ? bytes : slice;
        int pieces = (bytes + size - 1) / size;
        long began = time.nanos();
        AtomicInteger arrived = new AtomicInteger();
        for (int i = 0; i < pieces; i++) {
            network.probe(from, to, size, result -> arrived.addAndGet(result.arrived() ? 1 : 0));
        }
        Await.until(time, PATIENCE, PACE, () -> arrived.get() == pieces);
        return new Leg(bytes, Duration.ofNanos(time.nanos() - began), pieces);
    }
}
