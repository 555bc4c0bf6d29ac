package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.Objects;

/**
 * An operation on replicated data.
 *
 * @param session from {@link Request.Hello}; 0 for none, then nothing keeps the operation from being lost, and nobody tries again
 * @param sequence the operation's number within its session: 1, 2, 3 ...; the next is used when the one before is answered or given up.
 *     The same number again is the same operation again
 */
public record Command(long session, long sequence, Operation operation) implements Request {
    static final int KIND = 4;

    public Command {
        Objects.requireNonNull(operation, "operation");
        if (!numbered(session, sequence)) {
            throw new IllegalArgumentException(
                    "session " + session + ", sequence " + sequence + ": both 1 or more, or both 0");
        }
    }

    /** Outside sessions. */
    public static Command once(Operation operation) {
        return new Command(0, 0, operation);
    }

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public void encode(ByteWriter to) {
        to.varint(session).varint(sequence);
        to.u8(operation.kind());
        operation.encode(to);
    }

    /** Reads what {@link #encode} wrote. */
    public static Command decode(ByteReader from) {
        long session = from.varint();
        long sequence = from.varint();
        if (!numbered(session, sequence)) {
            throw new MalformedException("session " + session + ", sequence " + sequence);
        }
        return new Command(session, sequence, Operation.decode(from.u8(), from));
    }

    private static boolean numbered(long session, long sequence) {
        return session == 0 ? sequence == 0 : session > 0 && sequence > 0;
    }

    @Override
    public String toString() {
        return session == 0 ? operation.toString() : operation + " (" + session + "/" + sequence + ")";
    }
}
