package dev.faultline.node.sim;

import dev.faultline.node.Env;
import dev.faultline.node.NodeProgram;
import dev.faultline.node.NodeView;
import java.nio.ByteBuffer;

/**
 * A program that does a little of everything: every 50 ms or so it tells the others how much it has counted, each request is written,
 * synced and passed on, and each hundredth thing is told.
 */
final class Gossip implements NodeProgram {
    private final int nodes;
    private Env env = new NoEnv();
    private long counted;
    private Env.Timer suspicion = () -> {};

    Gossip(int nodes) {
        this.nodes = nodes;
    }

    @Override
    public void start(Env world) {
        env = world;
        counted = Math.max(0, env.storage().size("log"));
        beat();
    }

    private void beat() {
        for (int peer = 1; peer <= nodes; peer++) {
            if (peer != env.self()) {
                env.send(peer, message(0));
            }
        }
        env.after(40_000_000 + env.random().nextLong(20_000_000), this::beat);
    }

    private byte[] message(int kind) {
        return ByteBuffer.allocate(24)
                .putLong(kind)
                .putLong(counted)
                .putLong(env.wallNanos())
                .array();
    }

    @Override
    public void receive(int peer, byte[] message) {
        long kind = ByteBuffer.wrap(message).getLong();
        if (kind == 1) {
            keep(message);
            env.send(peer, message(2));
        } else {
            suspicion.cancel();
            suspicion = env.after(
                    200_000_000, () -> env.tell(new Env.Event("suspects", "silence", peer, env.monotonicNanos())));
        }
    }

    @Override
    public void request(long client, byte[] frame) {
        keep(frame);
        for (int peer = 1; peer <= nodes; peer++) {
            if (peer != env.self()) {
                env.send(peer, message(1));
            }
        }
        env.answer(client, message(3));
    }

    private void keep(byte[] what) {
        counted++;
        env.storage().append("log", what);
        env.storage().sync("log");
        if (counted % 100 == 0) {
            env.tell(new Env.Event("counted", Long.toString(counted), 0, env.wallNanos()));
            env.storage().rename("log", "old");
            env.storage().syncDirectory();
        }
    }

    @Override
    public String describe(byte[] message) {
        return "kind " + ByteBuffer.wrap(message).getLong();
    }

    @Override
    public NodeView view() {
        return new NodeView("gossip", 0, 0, counted, counted);
    }
}
