package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.Objects;

/** On who the members are. Each does nothing when it is already so, so it may be sent again. */
public sealed interface MemberRequest extends Request {

    /** Answered with the numbers of the members that vote, ascending. */
    record Members() implements MemberRequest {
        static final int KIND = 5;

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter out) {}

        @Override
        public String toString() {
            return "members";
        }
    }

    /** A node joins; answered with nothing when it votes, or when it did before. */
    record Add(int id, String address) implements MemberRequest {
        static final int KIND = 6;

        public Add {
            Objects.requireNonNull(address, "address");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter out) {
            out.varint(id).text(address);
        }

        @Override
        public String toString() {
            return "add member " + id + " at " + address;
        }
    }

    /** A node leaves; answered with nothing when it does not vote any more, or did not before. */
    record Remove(int id) implements MemberRequest {
        static final int KIND = 7;

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter out) {
            out.varint(id);
        }

        @Override
        public String toString() {
            return "remove member " + id;
        }
    }

    /** Another member is to lead (dissertation 3.10); answered with nothing when it has been told to. */
    record TransferLeadership(int to) implements MemberRequest {
        static final int KIND = 8;

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter out) {
            out.varint(to);
        }

        @Override
        public String toString() {
            return "transfer leadership to " + to;
        }
    }

    /** Reads one of that kind. */
    static MemberRequest decode(int kind, ByteReader from) {
        return switch (kind) {
            case Members.KIND -> new Members();
            case Add.KIND -> new Add(from.natural(), from.text());
            case Remove.KIND -> new Remove(from.natural());
            case TransferLeadership.KIND -> new TransferLeadership(from.natural());
            default -> throw new MalformedException("no request of kind " + kind);
        };
    }
}
