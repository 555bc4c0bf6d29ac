package dev.faultline.harness.cluster;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** No cluster could be made; the message says in one line why and what to do. */
public final class ProviderException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public ProviderException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
