package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.Objects;

/**
 * A request as it is sent.
 *
 * @param id the client's number for it, which the response bears
 */
public record RequestFrame(long id, Request request) {

    /** The version of the protocol, a frame's first byte. */
    public static final int VERSION = 1;

    public RequestFrame {
        Objects.requireNonNull(request, "request");
    }

    public byte[] encode() {
        ByteWriter to = new ByteWriter().u8(VERSION).u8(request.kind()).fixed64(id);
        request.encode(to);
        return to.toBytes();
    }

    /**
     * @throws ProtocolException when that is no request of this version
     */
    public static RequestFrame decode(byte[] frame) {
        long id = 0;
        try {
            ByteReader from = new ByteReader(frame);
            int version = from.u8();
            if (version != VERSION) {
                throw new MalformedException("version " + version + " of the protocol, not " + VERSION);
            }
            int kind = from.u8();
            id = from.fixed64();
            Request request = Request.decode(kind, from);
            from.end();
            return new RequestFrame(id, request);
        } catch (MalformedException e) {
            throw new ProtocolException(id, String.valueOf(e.getMessage()));
        }
    }
}
