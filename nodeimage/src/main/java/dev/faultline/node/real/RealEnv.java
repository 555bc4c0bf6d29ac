package dev.faultline.node.real;

import dev.faultline.node.Env;
import dev.faultline.node.Storage;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The machine's clocks, network, disk and dice. */
@SuppressWarnings("FutureReturnValueIgnored") // A write or a close that fails ends the connection, and that is seen.
final class RealEnv implements Env {
    private final int self;
    private final EventLoopGroup loop;
    private final Steps steps;
    private final Peers peers;
    private final Clients clients;
    private final Storage storage;
    private final RandomGenerator random;
    private final NodeLog log;

    RealEnv(
            int self,
            EventLoopGroup loop,
            Steps steps,
            Peers peers,
            Clients clients,
            Storage storage,
            RandomGenerator random,
            NodeLog log) {
        this.self = self;
        this.loop = loop;
        this.steps = steps;
        this.peers = peers;
        this.clients = clients;
        this.storage = storage;
        this.random = random;
        this.log = log;
    }

    @Override
    public int self() {
        return self;
    }

    @Override
    public long wallNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }

    @Override
    public Timer after(long nanos, Runnable action) {
        Future<?> due = loop.schedule(() -> steps.step(action), Math.max(0, nanos), TimeUnit.NANOSECONDS);
        return () -> due.cancel(false);
    }

    @Override
    public void send(int peer, byte[] message) {
        peers.send(peer, message);
    }

    @Override
    public void locate(int peer, String address) {
        peers.locate(peer, Address.parse(address));
    }

    @Override
    public void answer(long client, byte[] frame) {
        clients.answer(client, frame);
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void tell(Event event) {
        log.event(event);
    }
}
