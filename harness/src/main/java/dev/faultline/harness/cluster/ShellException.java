package dev.faultline.harness.cluster;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A node could not be reached, or a command that must succeed did not. */
public final class ShellException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public ShellException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
