package dev.faultline.systems.redis;

import dev.faultline.harness.client.DefiniteFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/** One connection to one server. Jedis sends a request once; only its pools and its cluster and sentinel clients retry. */
final class RedisConnection implements AutoCloseable {
    private static final String MIN_REPLICAS = "min-replicas-to-write";

    /** Our own word, in the place where the server's stand. */
    private static final String NOT_PRIMARY = "NOTPRIMARY";

    /**
     * Errors by which a server refuses a command before it executes anything of it: it is a replica, has too few replicas, cannot
     * save, is out of memory, still loads, has lost its primary, or had refused a part of a transaction ({@code processCommand} in
     * Redis's server.c). Any other error may come after the fact, as UNBLOCKED does when a server is demoted while a client waits for its replicas.
     */
    private static final Set<String> REFUSALS =
            Set.of("READONLY", "NOREPLICAS", "MISCONF", "OOM", "LOADING", "MASTERDOWN", "EXECABORT", NOT_PRIMARY);

    private final Jedis jedis;
    private final boolean onlyPrimaryReads;
    private final int replicasToWait;
    private final long waitMillis;

    /**
     * Connects.
     *
     * @param durable whether each write waits until as many replicas have it as the server demands for taking writes at all
     */
    RedisConnection(String address, int port, boolean onlyPrimaryReads, boolean durable, Duration timeout)
            throws DefiniteFailure {
        this.jedis = open(address, port, timeout);
        this.onlyPrimaryReads = onlyPrimaryReads;
        this.waitMillis = Math.max(1, timeout.toMillis() / 2);
        this.replicasToWait = durable ? minReplicas() : 0;
    }

    /** A connection that stands, without the announcements of the driver's name: they would be requests of their own. */
    static Jedis open(String address, int port, Duration timeout) {
        Jedis jedis = new Jedis(
                new HostAndPort(address, port),
                DefaultJedisClientConfig.builder()
                        .connectionTimeoutMillis((int) timeout.toMillis())
                        .socketTimeoutMillis((int) timeout.toMillis())
                        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                        .build());
        jedis.connect();
        return jedis;
    }

    private int minReplicas() throws DefiniteFailure {
        try {
            return Integer.parseInt(
                    ask(server -> server.configGet(MIN_REPLICAS)).getOrDefault(MIN_REPLICAS, "0"));
        } catch (DefiniteFailure | RuntimeException e) {
            jedis.close();
            throw e;
        }
    }

    /**
     * Sends a request.
     *
     * @throws DefiniteFailure when the server refused it
     */
    <T> T ask(Function<Jedis, T> request) throws DefiniteFailure {
        try {
            return request.apply(jedis);
        } catch (JedisDataException e) {
            String message = String.valueOf(e.getMessage());
            if (REFUSALS.contains(message.split("[ :]", 2)[0])) {
                throw new DefiniteFailure(message, e);
            }
            throw e;
        }
    }

    /**
     * Sends a read together with the question for the server's role, in one transaction: nothing comes between the two.
     *
     * @throws DefiniteFailure when only a primary is to answer and this is none, or when the server refused
     */
    <T> T read(Function<AbstractTransaction, Response<T>> reading) throws DefiniteFailure {
        return ask(server -> {
            AbstractTransaction transaction = server.multi();
            Response<Object> role = transaction.sendCommand(Command.ROLE, new String[0]);
            Response<T> read = reading.apply(transaction);
            transaction.exec();
            if (onlyPrimaryReads && !RedisStatus.isPrimary((List<?>) role.get())) {
                throw new JedisDataException(NOT_PRIMARY + " only a primary answers reads, and this is a replica");
            }
            return read.get();
        });
    }

    /**
     * To be called after a write: waits for replicas where that is asked for.
     *
     * @throws IOException when too few have acknowledged; the write is done all the same, and may last or not
     */
    void awaitReplicas() throws IOException {
        if (replicasToWait == 0) {
            return;
        }
        long replicas = jedis.waitReplicas(replicasToWait, waitMillis);
        if (replicas < replicasToWait) {
            throw new IOException("written, but only " + replicas + " of " + replicasToWait + " replicas had it after "
                    + waitMillis + " ms");
        }
    }

    @Override
    public void close() {
        jedis.close();
    }
}
