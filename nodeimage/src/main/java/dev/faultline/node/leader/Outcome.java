package dev.faultline.node.leader;

import dev.faultline.node.protocol.Response;
import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.Objects;

/** What came of one attempt to have a request served by the leader. */
sealed interface Outcome {

    int FINAL = 0;
    int NOT_SERVED = 1;
    int LOST = 2;

    /** It was served, with this answer. */
    record Final(Response response) implements Outcome {
        public Final {
            Objects.requireNonNull(response, "response");
        }
    }

    /** This attempt has no effect and never will; another may be made. */
    record NotServed(String reason) implements Outcome {}

    /** It may have an effect, now or later. */
    record Lost(String reason) implements Outcome {}

    default void encode(ByteWriter to) {
        if (this instanceof Final served) {
            to.u8(FINAL).bytes(served.response.toBytes());
        } else if (this instanceof NotServed not) {
            to.u8(NOT_SERVED).text(not.reason);
        } else if (this instanceof Lost lost) {
            to.u8(LOST).text(lost.reason);
        }
    }

    static Outcome decode(ByteReader from) {
        int kind = from.u8();
        return switch (kind) {
            case FINAL -> new Final(Response.of(from.bytes()));
            case NOT_SERVED -> new NotServed(from.text());
            case LOST -> new Lost(from.text());
            default -> throw new MalformedException("no outcome of kind " + kind);
        };
    }
}
