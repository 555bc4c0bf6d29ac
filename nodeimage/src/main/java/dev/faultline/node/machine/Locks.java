package dev.faultline.node.machine;

import dev.faultline.node.protocol.LockOperation;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.protocol.Response.Refused;
import dev.faultline.node.protocol.Value;
import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import java.util.TreeMap;

/**
 * Locks with leases, and what each protects. A holder may not know that its lease ended (it was paused, or its clock is slow), so
 * holding is not enough: the resource refuses a token once it has seen a greater one.
 */
final class Locks {
    static final long LEASE_MILLIS_MAX = 3_600_000;

    private final TreeMap<String, Lock> locks = new TreeMap<>();
    private final boolean fencing;

    Locks(boolean fencing) {
        this.fencing = fencing;
    }

    /**
     * @param timeNanos the machine's time, which leases are measured by
     */
    Response apply(LockOperation operation, long timeNanos) {
        if (operation instanceof LockOperation.Acquire acquire) {
            return acquire(acquire, timeNanos);
        }
        if (operation instanceof LockOperation.Renew renew) {
            return renew(renew, timeNanos);
        }
        if (operation instanceof LockOperation.Release release) {
            return release(release, timeNanos);
        }
        if (operation instanceof LockOperation.ResourceWrite write) {
            return write(write);
        }
        Lock lock = locks.get(((LockOperation.ResourceRead) operation).lock());
        return lock == null || lock.writer == 0 ? Ok.NOTHING : new Ok(new Value.Pair(lock.writer, lock.value));
    }

    private Response acquire(LockOperation.Acquire acquire, long timeNanos) {
        if (!isLease(acquire.leaseMillis())) {
            return noLease(acquire.leaseMillis());
        }
        Lock lock = locks.computeIfAbsent(acquire.lock(), name -> new Lock());
        if (lock.isHeld(timeNanos)) {
            return Ok.NOTHING;
        }
        lock.token++;
        lock.leaseEndsNanos = end(timeNanos, acquire.leaseMillis());
        return Ok.of(lock.token);
    }

    private Response renew(LockOperation.Renew renew, long timeNanos) {
        if (!isLease(renew.leaseMillis())) {
            return noLease(renew.leaseMillis());
        }
        Lock lock = locks.get(renew.lock());
        boolean holds = lock != null && lock.isHeld(timeNanos) && lock.token == renew.token();
        if (lock != null && holds) {
            lock.leaseEndsNanos = end(timeNanos, renew.leaseMillis());
        }
        return Ok.of(holds ? 1 : 0);
    }

    private Response release(LockOperation.Release release, long timeNanos) {
        Lock lock = locks.get(release.lock());
        boolean holds = lock != null && lock.isHeld(timeNanos) && lock.token == release.token();
        if (lock != null && holds) {
            lock.leaseEndsNanos = 0;
        }
        return Ok.of(holds ? 1 : 0);
    }

    private Response write(LockOperation.ResourceWrite write) {
        Lock lock = locks.computeIfAbsent(write.lock(), name -> new Lock());
        if (fencing && write.fenced() && write.token() < lock.seen) {
            return Ok.of(0);
        }
        lock.seen = Math.max(lock.seen, write.token());
        lock.writer = write.token();
        lock.value = write.value();
        return Ok.of(1);
    }

    private static boolean isLease(long leaseMillis) {
        return leaseMillis >= 1 && leaseMillis <= LEASE_MILLIS_MAX;
    }

    private static Response noLease(long leaseMillis) {
        return new Refused("a lease is 1 to " + LEASE_MILLIS_MAX + " ms, not " + leaseMillis);
    }

    private static long end(long timeNanos, long leaseMillis) {
        return timeNanos + leaseMillis * 1_000_000;
    }

    void save(ByteWriter to) {
        to.varint(locks.size());
        locks.forEach((name, lock) -> {
            to.text(name);
            lock.save(to);
        });
    }

    void load(ByteReader from) {
        locks.clear();
        for (int left = from.count(); left > 0; left--) {
            locks.put(from.text(), Lock.load(from));
        }
    }

    /** One lock and its resource. */
    private static final class Lock {
        /** The last one given. */
        private long token;

        private long leaseEndsNanos;

        /** The greatest one that the resource has seen; then whose write was the last, and what it wrote. */
        private long seen;

        private long writer;
        private long value;

        boolean isHeld(long timeNanos) {
            return timeNanos < leaseEndsNanos;
        }

        void save(ByteWriter to) {
            to.varint(token).varint(leaseEndsNanos).varint(seen).varint(writer).signed(value);
        }

        static Lock load(ByteReader from) {
            Lock lock = new Lock();
            lock.token = from.varint();
            lock.leaseEndsNanos = from.varint();
            lock.seen = from.varint();
            lock.writer = from.varint();
            lock.value = from.signed();
            return lock;
        }
    }
}
