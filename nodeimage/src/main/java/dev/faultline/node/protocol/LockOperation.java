package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.Objects;

/** On locks with leases, by name, and the one resource that each protects. A lease is measured by the time of the leaders, which never goes back. */
public sealed interface LockOperation extends Operation {

    /** Answered with a token, greater than every one that this lock gave before; nothing while another lease lasts. */
    record Acquire(String lock, long leaseMillis) implements LockOperation {
        static final int KIND = 10;

        public Acquire {
            Objects.requireNonNull(lock, "lock");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(lock).varint(leaseMillis);
        }

        @Override
        public String toString() {
            return "lock " + lock + " for " + leaseMillis + " ms";
        }
    }

    /** Begins the lease anew; answered with 1, or 0 when the token does not hold the lock any more. */
    record Renew(String lock, long token, long leaseMillis) implements LockOperation {
        static final int KIND = 11;

        public Renew {
            Objects.requireNonNull(lock, "lock");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(lock).varint(token).varint(leaseMillis);
        }

        @Override
        public String toString() {
            return "renew " + lock + " #" + token + " for " + leaseMillis + " ms";
        }
    }

    /** Answered with 1, or 0 when the token did not hold the lock any more. */
    record Release(String lock, long token) implements LockOperation {
        static final int KIND = 12;

        public Release {
            Objects.requireNonNull(lock, "lock");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(lock).varint(token);
        }

        @Override
        public String toString() {
            return "unlock " + lock + " #" + token;
        }
    }

    /** Writes to what the lock protects; answered with 1, or 0 when {@code fenced} and the resource has seen a greater token. */
    record ResourceWrite(String lock, long token, long value, boolean fenced) implements LockOperation {
        static final int KIND = 13;

        public ResourceWrite {
            Objects.requireNonNull(lock, "lock");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(lock).varint(token).signed(value).bool(fenced);
        }

        @Override
        public String toString() {
            return "write " + value + " under " + lock + " #" + token + (fenced ? "" : " unfenced");
        }
    }

    /** Answered with the token and the value of the last write, or nothing. */
    record ResourceRead(String lock) implements LockOperation {
        static final int KIND = 14;

        public ResourceRead {
            Objects.requireNonNull(lock, "lock");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(lock);
        }

        @Override
        public boolean reads() {
            return true;
        }

        @Override
        public String toString() {
            return "read under " + lock;
        }
    }

    /** Reads one of that kind. */
    static LockOperation decode(int kind, ByteReader from) {
        return switch (kind) {
            case Acquire.KIND -> new Acquire(from.text(), from.varint());
            case Renew.KIND -> new Renew(from.text(), from.varint(), from.varint());
            case Release.KIND -> new Release(from.text(), from.varint());
            case ResourceWrite.KIND -> new ResourceWrite(from.text(), from.varint(), from.signed(), from.bool());
            case ResourceRead.KIND -> new ResourceRead(from.text());
            default -> throw new MalformedException("no operation of kind " + kind);
        };
    }
}
