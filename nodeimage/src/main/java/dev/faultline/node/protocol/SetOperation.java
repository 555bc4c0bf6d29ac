package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.Objects;

/** On sets of numbers, by name, empty at first. */
public sealed interface SetOperation extends Operation {

    /** Answered with nothing. */
    record Add(String name, long value) implements SetOperation {
        static final int KIND = 4;

        public Add {
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
            return "add " + value + " to " + name;
        }
    }

    /** Answered with all numbers, ascending. */
    record Read(String name) implements SetOperation {
        static final int KIND = 5;

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
            return "read set " + name;
        }
    }

    /** Reads one of that kind. */
    static SetOperation decode(int kind, ByteReader from) {
        return switch (kind) {
            case Add.KIND -> new Add(from.text(), from.signed());
            case Read.KIND -> new Read(from.text());
            default -> throw new MalformedException("no operation of kind " + kind);
        };
    }
}
