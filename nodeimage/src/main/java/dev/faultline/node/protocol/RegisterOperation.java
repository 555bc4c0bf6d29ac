package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** On registers: one value for each key, none at first. */
public sealed interface RegisterOperation extends Operation {

    /** Answered with the value, or nothing. */
    record Read(String key) implements RegisterOperation {
        static final int KIND = 1;

        public Read {
            Objects.requireNonNull(key, "key");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(key);
        }

        @Override
        public boolean reads() {
            return true;
        }

        @Override
        public String toString() {
            return "read " + key;
        }
    }

    /** Answered with nothing. Writing null takes the value away. */
    record Write(String key, @Nullable Long value) implements RegisterOperation {
        static final int KIND = 2;

        public Write {
            Objects.requireNonNull(key, "key");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(key).optional(value);
        }

        @Override
        public String toString() {
            return "write " + key + " " + value;
        }
    }

    /** Writes if the value is as expected; answered with 1 if it was, else 0. */
    record CompareAndSet(
            String key, @Nullable Long expected, @Nullable Long value) implements RegisterOperation {
        static final int KIND = 3;

        public CompareAndSet {
            Objects.requireNonNull(key, "key");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(key).optional(expected).optional(value);
        }

        @Override
        public String toString() {
            return "cas " + key + " " + expected + " -> " + value;
        }
    }

    /** Reads one of that kind. */
    static RegisterOperation decode(int kind, ByteReader from) {
        return switch (kind) {
            case Read.KIND -> new Read(from.text());
            case Write.KIND -> new Write(from.text(), from.optional());
            case CompareAndSet.KIND -> new CompareAndSet(from.text(), from.optional(), from.optional());
            default -> throw new MalformedException("no operation of kind " + kind);
        };
    }
}
