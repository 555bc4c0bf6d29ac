package dev.faultline.systems.redis;

import dev.faultline.harness.client.Sets;
import java.util.Collection;

/** A set of Redis, asked of one server. */
final class RedisSets implements Sets {
    private static final String KEY = "set";

    private final RedisConnection connection;

    RedisSets(RedisConnection connection) {
        this.connection = connection;
    }

    @Override
    public void add(long element) throws Exception {
        connection.ask(server -> server.sadd(KEY, Long.toString(element)));
        connection.awaitReplicas();
    }

    @Override
    public Collection<Long> read() throws Exception {
        return connection.read(transaction -> transaction.smembers(KEY)).stream()
                .map(Long::valueOf)
                .toList();
    }

    @Override
    public void close() {
        connection.close();
    }
}
