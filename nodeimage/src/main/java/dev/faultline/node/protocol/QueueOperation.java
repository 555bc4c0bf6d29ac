package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.Objects;

/** On queues, by name, first in, first out. */
public sealed interface QueueOperation extends Operation {

    /** Answered with nothing. */
    record Enqueue(String name, long value) implements QueueOperation {
        static final int KIND = 8;

        public Enqueue {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(name).signed(value);
        }

        @Override
        public String toString() {
            return "enqueue " + value + " in " + name;
        }
    }

    /** Answered with the value that was first, or nothing when there is none. */
    record Dequeue(String name) implements QueueOperation {
        static final int KIND = 9;

        public Dequeue {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(name);
        }

        @Override
        public String toString() {
            return "dequeue " + name;
        }
    }

    /** Reads one of that kind. */
    static QueueOperation decode(int kind, ByteReader from) {
        return switch (kind) {
            case Enqueue.KIND -> new Enqueue(from.text(), from.signed());
            case Dequeue.KIND -> new Dequeue(from.text());
            default -> throw new MalformedException("no operation of kind " + kind);
        };
    }
}
