package dev.faultline.node.machine;

import dev.faultline.node.protocol.Request;
import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.Objects;

/** What the log holds for the machine. */
public sealed interface LogCommand {

    /** The byte that tells commands apart. */
    int kind();

    /** Writes what comes after that byte. */
    void encode(ByteWriter to);

    /**
     * As an entry's data.
     *
     * @param stampNanos the leader's time, of {@link ReplicatedMachine#timeNanos}
     */
    default byte[] stamped(long stampNanos) {
        ByteWriter to = new ByteWriter().varint(stampNanos).u8(kind());
        encode(to);
        return to.toBytes();
    }

    /** A client's request: a command, or a session to open or close. */
    record Asked(Request request) implements LogCommand {
        static final int KIND = 1;

        public Asked {
            Objects.requireNonNull(request, "request");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.u8(request.kind());
            request.encode(to);
        }

        @Override
        public String toString() {
            return request.toString();
        }
    }

    /** The leader gives a task to a node. The result is the number of the attempt. */
    record Assigned(long task, int node) implements LogCommand {
        static final int KIND = 2;

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.varint(task).varint(node);
        }

        @Override
        public String toString() {
            return "task " + task + " to n" + node;
        }
    }

    /** A node has done the work of an attempt: its effect, if it still counts. The result is 1 if it did, else 0. */
    record Completed(long task, long attempt, int node) implements LogCommand {
        static final int KIND = 3;

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.varint(task).varint(attempt).varint(node);
        }

        @Override
        public String toString() {
            return "task " + task + " done by n" + node + ", attempt " + attempt;
        }
    }

    /** The command in an entry's data. */
    static LogCommand of(byte[] stamped) {
        ByteReader from = new ByteReader(stamped);
        from.varint();
        return decode(from);
    }

    /** Reads what follows the stamp. */
    static LogCommand decode(ByteReader from) {
        int kind = from.u8();
        LogCommand command = switch (kind) {
            case Asked.KIND -> new Asked(Request.decode(from.u8(), from));
            case Assigned.KIND -> new Assigned(from.varint(), from.natural());
            case Completed.KIND -> new Completed(from.varint(), from.varint(), from.natural());
            default -> throw new MalformedException("no command of kind " + kind);
        };
        from.end();
        return command;
    }
}
