package dev.faultline.harness.net;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The network could not be changed or measured; the message names the node and what it said. */
public final class NetworkException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public NetworkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
