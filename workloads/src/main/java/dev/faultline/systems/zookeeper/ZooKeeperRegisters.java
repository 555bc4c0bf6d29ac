package dev.faultline.systems.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.faultline.harness.client.DefiniteFailure;
import dev.faultline.harness.client.Registers;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Registers as nodes of ZooKeeper's tree, in a session with one server. The driver reconnects to that server alone and sends nothing
 * again: what was under way when a connection broke is unknown. Refusals by the server itself (no such node, another version) are
 * definite.
 */
final class ZooKeeperRegisters implements Registers {
    private static final Duration SESSION = Duration.ofSeconds(4);
    private static final int ANY_VERSION = -1;

    private final ZooKeeper client;
    private final boolean synced;
    private final Duration timeout;

    private record Content(long value, int version) {}

    /** @param synced whether each read is preceded by a sync */
    ZooKeeperRegisters(String endpoint, boolean synced, Duration timeout) throws Exception {
        this.synced = synced;
        this.timeout = timeout;
        CountDownLatch connected = new CountDownLatch(1);
        this.client = new ZooKeeper(endpoint, (int) SESSION.toMillis(), event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        boolean open = false;
        try {
            open = connected.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!open) {
                close();
            }
        }
        if (!open) {
            throw new IOException("no session within " + timeout.toMillis() + " ms");
        }
    }

    @Override
    public @Nullable Long read(String key) throws Exception {
        if (synced) {
            sync(key);
        }
        Content content = get(key);
        return content == null ? null : content.value;
    }

    /** A register that nobody has written to is made by its first write; who comes second then is refused, and may ask again. */
    @Override
    public void write(String key, long value) throws Exception {
        if (!set(key, value, ANY_VERSION)) {
            create(key, value);
        }
    }

    @Override
    public boolean compareAndSet(String key, long expected, long value) throws Exception {
        Content content = get(key);
        return content != null && content.value == expected && set(key, value, content.version);
    }

    private void sync(String key) throws Exception {
        CompletableFuture<Boolean> reply = new CompletableFuture<>();
        client.sync(path(key), (rc, path, context) -> settle(reply, rc, path, true), null);
        await(reply);
    }

    private @Nullable Content get(String key) throws Exception {
        CompletableFuture<Content> reply = new CompletableFuture<>();
        client.getData(
                path(key),
                false,
                (rc, path, context, data, stat) -> settle(
                        reply,
                        rc,
                        path,
                        data == null ? null : new Content(Long.parseLong(new String(data, UTF_8)), stat.getVersion())),
                null);
        try {
            return await(reply);
        } catch (KeeperException.NoNodeException e) {
            return null;
        }
    }

    /** Whether there was such a register at that version. */
    private boolean set(String key, long value, int version) throws Exception {
        CompletableFuture<Boolean> reply = new CompletableFuture<>();
        client.setData(
                path(key), bytes(value), version, (rc, path, context, stat) -> settle(reply, rc, path, true), null);
        try {
            await(reply);
            return true;
        } catch (KeeperException.NoNodeException | KeeperException.BadVersionException e) {
            return false;
        }
    }

    private void create(String key, long value) throws Exception {
        CompletableFuture<Boolean> reply = new CompletableFuture<>();
        client.create(
                path(key),
                bytes(value),
                ZooDefs.Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT,
                (rc, path, context, name) -> settle(reply, rc, path, true),
                null);
        try {
            await(reply);
        } catch (KeeperException.NodeExistsException e) {
            throw new DefiniteFailure("another one made it meanwhile", e);
        }
    }

    private static <T> void settle(CompletableFuture<T> reply, int rc, String path, @Nullable T value) {
        KeeperException.Code code = KeeperException.Code.get(rc);
        if (code == KeeperException.Code.OK && value != null) {
            reply.complete(value);
        } else {
            reply.completeExceptionally(KeeperException.create(code, path));
        }
    }

    private <T> T await(CompletableFuture<T> reply) throws Exception {
        try {
            return reply.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new TimeoutException("no answer within " + timeout.toMillis() + " ms");
        }
    }

    private static String path(String key) {
        return "/register-" + key;
    }

    private static byte[] bytes(long value) {
        return Long.toString(value).getBytes(UTF_8);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
