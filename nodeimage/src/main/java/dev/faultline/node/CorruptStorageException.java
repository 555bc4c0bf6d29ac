package dev.faultline.node;

import java.io.Serial;

/** What is stored is damaged where a crash cannot have damaged it; a node must not go on from it. The message names file and offset. */
public final class CorruptStorageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public CorruptStorageException(String message) {
        super(message);
    }
}
