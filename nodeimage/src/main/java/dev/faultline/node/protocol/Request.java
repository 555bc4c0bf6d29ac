package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.Objects;

/** What a client asks of a node. Any node may be asked. */
public sealed interface Request permits Command, MemberRequest, Request.Hello, Request.Goodbye, Request.Status {

    /** The byte that tells requests apart. */
    int kind();

    /** Writes what comes after that byte. */
    void encode(ByteWriter to);

    /**
     * Opens a session; answered with its number. Asking again with the same token gives the same session as long as it is open, so
     * it may be sent again.
     *
     * @param token nobody else's, of no other session of the same client
     */
    record Hello(String token) implements Request {
        static final int KIND = 1;

        public Hello {
            Objects.requireNonNull(token, "token");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(token);
        }

        @Override
        public String toString() {
            return "hello " + token;
        }
    }

    /** Closes a session; answered with nothing, whether there was one or not. */
    record Goodbye(long session) implements Request {
        static final int KIND = 2;

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.varint(session);
        }

        @Override
        public String toString() {
            return "goodbye " + session;
        }
    }

    /** What the node that is asked knows of itself, at once: lines {@code name=value}. */
    record Status() implements Request {
        static final int KIND = 3;

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {}

        @Override
        public String toString() {
            return "status";
        }
    }

    /** Reads a request of that kind. */
    static Request decode(int kind, ByteReader from) {
        return switch (kind) {
            case Hello.KIND -> new Hello(from.text());
            case Goodbye.KIND -> new Goodbye(from.varint());
            case Status.KIND -> new Status();
            case Command.KIND -> Command.decode(from);
            case MemberRequest.Members.KIND,
                    MemberRequest.Add.KIND,
                    MemberRequest.Remove.KIND,
                    MemberRequest.TransferLeadership.KIND -> MemberRequest.decode(kind, from);
            default -> throw new MalformedException("no request of kind " + kind);
        };
    }
}
