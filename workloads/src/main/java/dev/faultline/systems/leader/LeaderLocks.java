package dev.faultline.systems.leader;

import dev.faultline.harness.client.Locks;
import dev.faultline.node.protocol.LockOperation;
import dev.faultline.node.protocol.Value;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Locks, each with what it protects. What this connection holds it knows by the tokens that it got. */
final class LeaderLocks implements Locks {
    private record Held(long token, Duration lease) {}

    private final LeaderClient client;
    private final Map<String, Held> held = new HashMap<>();

    LeaderLocks(LeaderClient client) {
        this.client = client;
    }

    @Override
    public @Nullable Long acquire(String lock, Duration lease) throws Exception {
        Long token = Values.numberOrNull(client.perform(new LockOperation.Acquire(lock, lease.toMillis())));
        if (token != null) {
            held.put(lock, new Held(token, lease));
        }
        return token;
    }

    @Override
    public boolean renew(String lock) throws Exception {
        Held mine = held.get(lock);
        return mine != null
                && Values.yes(client.perform(
                        new LockOperation.Renew(lock, mine.token(), mine.lease().toMillis())));
    }

    @Override
    public boolean release(String lock) throws Exception {
        Held mine = held.get(lock);
        return mine != null && Values.yes(client.perform(new LockOperation.Release(lock, mine.token())));
    }

    @Override
    public boolean write(String lock, long token, long value, boolean fenced) throws Exception {
        return Values.yes(client.perform(new LockOperation.ResourceWrite(lock, token, value, fenced)));
    }

    @Override
    public @Nullable Written read(String lock) throws Exception {
        Value value = client.perform(new LockOperation.ResourceRead(lock));
        if (value == Value.Nothing.VALUE) {
            return null;
        }
        if (value instanceof Value.Pair pair) {
            return new Written(pair.first(), pair.second());
        }
        throw Values.unexpected("token and value", value);
    }

    @Override
    public void close() {
        client.close();
    }
}
