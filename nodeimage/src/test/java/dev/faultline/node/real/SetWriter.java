package dev.faultline.node.real;

import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.SetOperation;
import dev.faultline.node.real.Loopback.Client;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Adds numbers that nobody else adds to a set, one after another, by way of one node, and notes which were acknowledged. */
final class SetWriter implements Runnable {
    static final String SET = "s";

    private final ProcessCluster cluster;
    private final int node;
    private final AtomicLong numbers;
    private final Collection<Long> acknowledged;
    private final AtomicBoolean ended;

    SetWriter(
            ProcessCluster cluster, int node, AtomicLong numbers, Collection<Long> acknowledged, AtomicBoolean ended) {
        this.cluster = cluster;
        this.node = node;
        this.numbers = numbers;
        this.acknowledged = acknowledged;
        this.ended = ended;
    }

    @Override
    public void run() {
        while (!ended.get()) {
            try (Client client = cluster.client(node)) {
                write(client);
            } catch (IOException e) {
                // The node is down: what it was asked last may have happened or not.
                Loopback.pause();
            }
        }
    }

    private void write(Client client) throws IOException {
        while (!ended.get()) {
            long number = numbers.incrementAndGet();
            Command add = Command.once(new SetOperation.Add(SET, number));
            if (ProcessCluster.ask(client, number, add) instanceof Response.Ok) {
                acknowledged.add(number);
            }
        }
    }
}
