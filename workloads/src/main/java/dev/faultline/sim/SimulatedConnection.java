package dev.faultline.sim;

import dev.faultline.harness.time.Reply;
import dev.faultline.harness.time.VirtualTime;
import dev.faultline.node.sim.World;
import dev.faultline.systems.reference.Connection;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's connection to a simulated node. */
final class SimulatedConnection implements Connection {
    private final World world;
    private final int node;
    private final VirtualTime time;
    private final String name;
    private Consumer<byte[]> listener = frame -> {};
    private boolean closed;

    SimulatedConnection(World world, int node, VirtualTime time, String name) {
        this.world = world;
        this.node = node;
        this.time = time;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(byte[] frame, Runnable broken) {
        if (!closed) {
            world.request(node, frame, this::hear, () -> {
                if (!closed) {
                    broken.run();
                }
            });
        }
    }

    private void hear(byte[] frame) {
        if (!closed) {
            listener.accept(frame);
        }
    }

    @Override
    public void listen(Consumer<byte[]> who) {
        listener = who;
    }

    @Override
    public void after(Duration wait, Runnable action) {
        time.scheduler().at(time.nanos() + wait.toNanos(), () -> {
            if (!closed) {
                action.run();
            }
        });
    }

    @Override
    public <T extends @Nullable Object> T await(Duration timeout, Consumer<Consumer<Reply<T>>> request)
            throws Exception {
        return time.answers().await(timeout, request);
    }

    @Override
    public void close() {
        closed = true;
    }
}
