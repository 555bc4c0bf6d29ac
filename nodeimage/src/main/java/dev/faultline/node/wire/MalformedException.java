package dev.faultline.node.wire;

import java.io.Serial;

/** The bytes are not what they should be. */
public final class MalformedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public MalformedException(String message) {
        super(message);
    }
}
