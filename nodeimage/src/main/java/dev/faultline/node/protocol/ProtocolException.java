package dev.faultline.node.protocol;

import java.io.Serial;

/** A frame is malformed, or of another version. */
public final class ProtocolException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** The id of the request where it could be read; 0 otherwise. */
    private final long id;

    ProtocolException(long id, String message) {
        super(message);
        this.id = id;
    }

    public long id() {
        return id;
    }
}
