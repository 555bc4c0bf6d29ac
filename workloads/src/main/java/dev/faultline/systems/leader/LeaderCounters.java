package dev.faultline.systems.leader;

import dev.faultline.harness.client.Counters;
import dev.faultline.node.protocol.CounterOperation;

/** Counters. */
final class LeaderCounters implements Counters {
    private final LeaderClient client;

    LeaderCounters(LeaderClient client) {
        this.client = client;
    }

    @Override
    public void add(String name, long delta) throws Exception {
        client.perform(new CounterOperation.Add(name, delta));
    }

    @Override
    public long read(String name) throws Exception {
        return Values.number(client.perform(new CounterOperation.Read(name)));
    }

    @Override
    public void close() {
        client.close();
    }
}
