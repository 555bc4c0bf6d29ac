package dev.faultline.node.machine;

import dev.faultline.node.protocol.Response;
import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is remembered of a client: when it was last heard of, and what its last command resulted in. */
final class Session {
    final String token;
    private long usedNanos;
    private long sequence;
    private @Nullable Response result;

    Session(String token, long timeNanos) {
        this.token = token;
        this.usedNanos = timeNanos;
    }

    long usedNanos() {
        return usedNanos;
    }

    void use(long timeNanos) {
        usedNanos = timeNanos;
    }

    /** The answer to a command that is not to be performed: it was before. */
    Optional<Response> recorded(long number) {
        if (number > sequence) {
            return Optional.empty();
        }
        // The client has gone on since, so nobody waits for this; what came of it is not known any more.
        return Optional.of(
                number == sequence && result != null
                        ? result
                        : new Response.Unknown("command " + number + " of the session is not its last any more"));
    }

    void record(long number, Response of) {
        if (number >= sequence) {
            sequence = number;
            result = of;
        }
    }

    void save(ByteWriter to) {
        to.text(token).varint(usedNanos).varint(sequence);
        to.bytes(result == null ? new byte[0] : result.toBytes());
    }

    static Session load(ByteReader from) {
        Session session = new Session(from.text(), from.varint());
        session.sequence = from.varint();
        byte[] result = from.bytes();
        session.result = result.length == 0 ? null : Response.of(result);
        return session;
    }
}
