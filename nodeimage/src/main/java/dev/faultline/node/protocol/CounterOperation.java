package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.Objects;

/** On counters, by name, 0 at first. */
public sealed interface CounterOperation extends Operation {

    /** Answered with the sum. */
    record Add(String name, long delta) implements CounterOperation {
        static final int KIND = 6;

        public Add {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(name).signed(delta);
        }

        @Override
        public String toString() {
            return "count " + name + " " + (delta < 0 ? "" : "+") + delta;
        }
    }

    /** Answered with the sum. */
    record Read(String name) implements CounterOperation {
        static final int KIND = 7;

        public Read {
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
        public boolean reads() {
            return true;
        }

        @Override
        public String toString() {
            return "read counter " + name;
        }
    }

    /** Reads one of that kind. */
    static CounterOperation decode(int kind, ByteReader from) {
        return switch (kind) {
            case Add.KIND -> new Add(from.text(), from.signed());
            case Read.KIND -> new Read(from.text());
            default -> throw new MalformedException("no operation of kind " + kind);
        };
    }
}
