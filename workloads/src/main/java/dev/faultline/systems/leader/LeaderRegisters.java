package dev.faultline.systems.leader;

import dev.faultline.harness.client.Memberships;
import dev.faultline.node.protocol.MemberRequest;
import dev.faultline.node.protocol.RegisterOperation;
import dev.faultline.node.protocol.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Registers, and whose cluster they are. */
final class LeaderRegisters implements Memberships {
    private final LeaderClient client;

    LeaderRegisters(LeaderClient client) {
        this.client = client;
    }

    @Override
    public @Nullable Long read(String key) throws Exception {
        return Values.numberOrNull(client.perform(new RegisterOperation.Read(key)));
    }

    @Override
    public void write(String key, long value) throws Exception {
        client.perform(new RegisterOperation.Write(key, value));
    }

    @Override
    public boolean compareAndSet(String key, long expected, long value) throws Exception {
        return Values.yes(client.perform(new RegisterOperation.CompareAndSet(key, expected, value)));
    }

    @Override
    public void remove(int node) throws Exception {
        client.ask(new MemberRequest.Remove(node));
    }

    @Override
    public void add(int node) throws Exception {
        client.ask(new MemberRequest.Add(node, SingleLeader.address(node)));
    }

    @Override
    public List<Integer> members() throws Exception {
        Value answer = client.ask(new MemberRequest.Members());
        return Values.numbers(answer).stream().map(Math::toIntExact).toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
