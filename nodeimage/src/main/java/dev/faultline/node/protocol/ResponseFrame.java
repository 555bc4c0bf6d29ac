package dev.faultline.node.protocol;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import dev.faultline.node.wire.MalformedException;
import java.util.Objects;

/**
 * A response as it is sent.
 *
 * @param id that of the request; 0 where the request's could not be read
 */
public record ResponseFrame(long id, Response response) {

    public ResponseFrame {
        Objects.requireNonNull(response, "response");
    }

    public byte[] encode() {
        ByteWriter to =
                new ByteWriter().u8(RequestFrame.VERSION).u8(response.kind()).fixed64(id);
        response.encode(to);
        return to.toBytes();
    }

    /**
     * @throws ProtocolException when that is no response of this version
     */
    public static ResponseFrame decode(byte[] frame) {
        long id = 0;
        try {
            ByteReader from = new ByteReader(frame);
            int version = from.u8();
            if (version != RequestFrame.VERSION) {
                throw new MalformedException("version " + version + " of the protocol, not " + RequestFrame.VERSION);
            }
            int kind = from.u8();
            id = from.fixed64();
            Response response = Response.decode(kind, from);
            from.end();
            return new ResponseFrame(id, response);
        } catch (MalformedException e) {
            throw new ProtocolException(id, String.valueOf(e.getMessage()));
        }
    }
}
