package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.Objects;

/** What a node answers. */
public sealed interface Response {

    /** The byte that tells responses apart. */
    int kind();

    /** Writes what comes after that byte. */
    void encode(ByteWriter to);

    /** Done. */
    record Ok(Value value) implements Response {
        static final int KIND = 1;

        /** Done, with nothing to say. */
        public static final Ok NOTHING = new Ok(Value.Nothing.VALUE);

        public Ok {
            Objects.requireNonNull(value, "value");
        }

        public static Ok of(long number) {
            return new Ok(new Value.Number(number));
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.u8(value.kind());
            value.encode(to);
        }

        @Override
        public String toString() {
            return "ok " + value;
        }
    }

    /** Not done, and never will be. */
    record Refused(String reason) implements Response {
        static final int KIND = 2;

        public Refused {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(reason);
        }

        @Override
        public String toString() {
            return "refused: " + reason;
        }
    }

    /** Done, not done, or yet to be done. */
    record Unknown(String reason) implements Response {
        static final int KIND = 3;

        public Unknown {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(reason);
        }

        @Override
        public String toString() {
            return "unknown: " + reason;
        }
    }

    /** Not understood; nothing was done. */
    record BadRequest(String reason) implements Response {
        static final int KIND = 4;

        public BadRequest {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public int kind() {
            return KIND;
        }

        @Override
        public void encode(ByteWriter to) {
            to.text(reason);
        }

        @Override
        public String toString() {
            return "bad request: " + reason;
        }
    }

    /** Itself without a frame, as logs and snapshots keep it. */
    default byte[] toBytes() {
        ByteWriter to = new ByteWriter().u8(kind());
        encode(to);
        return to.toBytes();
    }

    /** Reads {@link #toBytes}. */
    static Response of(byte[] bytes) {
        ByteReader from = new ByteReader(bytes);
        Response response = decode(from.u8(), from);
        from.end();
        return response;
    }

    /** Reads a response of that kind. */
    static Response decode(int kind, ByteReader from) {
        return switch (kind) {
            case Ok.KIND -> new Ok(Value.decode(from.u8(), from));
            case Refused.KIND -> new Refused(from.text());
            case Unknown.KIND -> new Unknown(from.text());
            case BadRequest.KIND -> new BadRequest(from.text());
            default -> throw new MalformedException("no response of kind " + kind);
        };
    }
}
