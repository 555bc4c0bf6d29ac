package dev.faultline.systems.leader;

import dev.faultline.harness.client.Sets;
import dev.faultline.node.protocol.SetOperation;
import java.util.Collection;

/** The one set. */
final class LeaderSets implements Sets {
    private static final String NAME = "set";

    private final LeaderClient client;

    LeaderSets(LeaderClient client) {
        this.client = client;
    }

    @Override
    public void add(long element) throws Exception {
        client.perform(new SetOperation.Add(NAME, element));
    }

    @Override
    public Collection<Long> read() throws Exception {
        return Values.numbers(client.perform(new SetOperation.Read(NAME)));
    }

    @Override
    public void close() {
        client.close();
    }
}
