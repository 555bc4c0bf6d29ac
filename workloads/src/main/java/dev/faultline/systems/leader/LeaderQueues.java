package dev.faultline.systems.leader;

import dev.faultline.harness.client.Queues;
import dev.faultline.node.protocol.QueueOperation;
import org.jspecify.annotations.Nullable;

/** Queues. */
final class LeaderQueues implements Queues {
    private final LeaderClient client;

    LeaderQueues(LeaderClient client) {
        this.client = client;
    }

    @Override
    public void enqueue(String queue, long value) throws Exception {
        client.perform(new QueueOperation.Enqueue(queue, value));
    }

    @Override
    public @Nullable Long dequeue(String queue) throws Exception {
        return Values.numberOrNull(client.perform(new QueueOperation.Dequeue(queue)));
    }

    @Override
    public void close() {
        client.close();
    }
}
