package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;

/** On tasks, which the leader gives to live nodes: at least once each, with one effect. */
public sealed interface TaskOperation extends Operation {

    /** Answered with nothing. Submitting what is there already changes nothing. */
    record Submit(long id) implements TaskOperation {
        static final int KIND = 15;

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.varint(id);
        }

        @Override
        public String toString() {
            return "submit task " + id;
        }
    }

    /** Answered with a row for each task, ascending: its id, the number of its effects (0: not done yet), the node to which it was given last (0: none yet), and to how many nodes it was given in turn. */
    record Tasks() implements TaskOperation {
        static final int KIND = 16;

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {}

        @Override
        public boolean reads() {
            return true;
        }

        @Override
        public String toString() {
            return "list tasks";
        }
    }

    /** Reads one of that kind. */
    static TaskOperation decode(int kind, ByteReader from) {
        return switch (kind) {
            case Submit.KIND -> new Submit(from.varint());
            case Tasks.KIND -> new Tasks();
            default -> throw new MalformedException("no operation of kind " + kind);
        };
    }
}
