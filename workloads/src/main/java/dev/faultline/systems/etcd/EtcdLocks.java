package dev.faultline.systems.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.faultline.harness.client.Locks;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.Lease;
import io.etcd.jetcd.common.exception.ErrorCode;
import io.etcd.jetcd.common.exception.EtcdException;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Locks as keys of etcd that vanish with the lease of their holder, asked of one member. The fencing token is the revision at which
 * the key was made. A resource is a key of its own, which says under which token it was written; when it is fenced, one transaction
 * compares that with the writer's token and writes.
 */
final class EtcdLocks implements Locks {
    private static final Op[] NOTHING = {};

    private final EtcdConnection connection;
    private final KV kv;
    private final Lease leases;
    private final GetOption reading;
    private final Map<String, Long> held = new HashMap<>();

    EtcdLocks(String endpoint, boolean serializable, Duration timeout) {
        this.connection = new EtcdConnection(endpoint, timeout);
        this.kv = connection.client().getKVClient();
        this.leases = connection.client().getLeaseClient();
        this.reading = GetOption.builder().withSerializable(serializable).build();
    }

    @Override
    public @Nullable Long acquire(String lock, Duration lease) throws Exception {
        long granted =
                connection.await(leases.grant(Math.max(1, lease.toSeconds()))).getID();
        ByteSequence key = bytes("lock/" + lock);
        PutOption leased = PutOption.builder().withLeaseId(granted).build();
        TxnResponse made = connection.await(kv.txn()
                .If(new Cmp(key, Cmp.Op.EQUAL, CmpTarget.createRevision(0)))
                .Then(Op.put(key, bytes("held"), leased))
                .commit());
        if (!made.isSucceeded()) {
            // It would run out by itself, but leases of failed attempts would pile up until then.
            found(leases.revoke(granted));
            return null;
        }
        held.put(lock, granted);
        return made.getHeader().getRevision();
    }

    @Override
    public boolean renew(String lock) throws Exception {
        return found(leases.keepAliveOnce(lease(lock)));
    }

    /** With the lease goes the key. */
    @Override
    public boolean release(String lock) throws Exception {
        boolean released = found(leases.revoke(lease(lock)));
        held.remove(lock);
        return released;
    }

    private long lease(String lock) {
        Long lease = held.get(lock);
        if (lease == null) {
            throw new IllegalStateException("lock " + lock + " was not acquired over this connection");
        }
        return lease;
    }

    /** Whether etcd knew the lease. Any other complaint tells nothing. */
    private boolean found(CompletableFuture<?> reply) throws Exception {
        try {
            connection.await(reply);
            return true;
        } catch (EtcdException e) {
            if (e.getErrorCode() == ErrorCode.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public boolean write(String lock, long token, long value, boolean fenced) throws Exception {
        ByteSequence key = bytes("resource/" + lock);
        ByteSequence content = bytes(padded(token) + " " + value);
        if (!fenced) {
            connection.await(kv.put(key, content));
            return true;
        }
        Op put = Op.put(key, content, PutOption.DEFAULT);
        Cmp there = new Cmp(key, Cmp.Op.GREATER, CmpTarget.version(0));
        Cmp notNewer = new Cmp(key, Cmp.Op.LESS, CmpTarget.value(bytes(padded(token + 1))));
        TxnResponse outer = connection.await(kv.txn()
                .If(there)
                .Then(Op.txn(new Cmp[] {notNewer}, new Op[] {put}, NOTHING))
                .Else(put)
                .commit());
        return !outer.isSucceeded() || outer.getTxnResponses().get(0).isSucceeded();
    }

    @Override
    public @Nullable Written read(String lock) throws Exception {
        GetResponse response = connection.await(kv.get(bytes("resource/" + lock), reading));
        if (response.getKvs().isEmpty()) {
            return null;
        }
        String[] parts = response.getKvs().get(0).getValue().toString(UTF_8).split(" ", 2);
        return new Written(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    public void close() {
        connection.close();
    }

    /** So that numbers compare as etcd compares values, byte by byte. */
    private static String padded(long token) {
        return String.format(Locale.ROOT, "%019d", token);
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, UTF_8);
    }
}
