package dev.faultline.node.store;

import dev.faultline.node.StorageException;

/** Which failures can be gone on from: an append that found the disk full can be undone, and nothing else can. */
final class Failures {
    private Failures() {}

    /** Lets no failure pass for a full disk: after a sync that failed, for whatever reason, nothing is known. */
    static void asFailed(Runnable step) {
        try {
            step.run();
        } catch (StorageException e) {
            if (!e.full()) {
                throw e;
            }
            StorageException failed = new StorageException(String.valueOf(e.getMessage()), false);
            failed.initCause(e);
            throw failed;
        }
    }

    /** Does what is useful and not needed; that there is no room for it is no failure. */
    static void ifRoom(Runnable step) {
        try {
            step.run();
        } catch (StorageException e) {
            if (!e.full()) {
                throw e;
            }
        }
    }
}
