package dev.faultline.node;

import java.io.Serial;

/** The disk refused: it is full, or it failed. */
public class StorageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Whether it is full; it may have room again later. Anything else is an I/O error. */
    private final boolean full;

    public StorageException(String message, boolean full) {
        super(message);
        this.full = full;
    }

    public boolean full() {
        return full;
    }
}
