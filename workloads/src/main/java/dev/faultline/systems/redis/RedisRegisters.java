package dev.faultline.systems.redis;

import dev.faultline.harness.client.Registers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Registers as keys of Redis, asked of one server. */
final class RedisRegisters implements Registers {
    /** With the first line a replica, or a server with too few replicas, refuses it whole before it has read anything. */
    private static final String COMPARE_AND_SET = """
            #!lua
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              redis.call('SET', KEYS[1], ARGV[2])
              return 1
            end
            return 0
            """;

    private final RedisConnection connection;

    RedisRegisters(RedisConnection connection) {
        this.connection = connection;
    }

    @Override
    public @Nullable Long read(String key) throws Exception {
        String value = connection.read(transaction -> transaction.get(name(key)));
        return value == null ? null : Long.valueOf(value);
    }

    @Override
    public void write(String key, long value) throws Exception {
        connection.ask(server -> server.set(name(key), Long.toString(value)));
        connection.awaitReplicas();
    }

    @Override
    public boolean compareAndSet(String key, long expected, long value) throws Exception {
        Object swapped = connection.ask(
                server -> server.eval(COMPARE_AND_SET, 1, name(key), Long.toString(expected), Long.toString(value)));
        if (!Objects.equals(swapped, 1L)) {
            return false;
        }
        connection.awaitReplicas();
        return true;
    }

    @Override
    public void close() {
        connection.close();
    }

    private static String name(String key) {
        return "register/" + key;
    }
}
