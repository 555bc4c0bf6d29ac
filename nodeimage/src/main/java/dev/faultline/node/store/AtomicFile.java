package dev.faultline.node.store;

import dev.faultline.node.Storage;
import dev.faultline.node.StorageException;

/**
 * Writes a whole file so that a crash at any step leaves the old one or the new one: under a temporary name, synced, renamed, the
 * directory synced. The last step is what makes the name durable: without it a file that was seen after a restart of the process could
 * be the old one again after the machine's.
 */
final class AtomicFile {
    private static final String TEMPORARY = ".tmp";

    private AtomicFile() {}

    /**
     * @throws StorageException that says that the disk is full only when the file is as it was
     */
    static void write(Storage storage, String name, byte[] content) {
        String temporary = name + TEMPORARY;
        if (storage.size(temporary) >= 0) {
            storage.delete(temporary);
        }
        try {
            storage.append(temporary, content);
        } catch (StorageException e) {
            if (e.full() && storage.size(temporary) >= 0) {
                storage.delete(temporary);
            }
            throw e;
        }
        Failures.asFailed(() -> {
            storage.sync(temporary);
            storage.rename(temporary, name);
            storage.syncDirectory();
        });
    }

    /** Deletes what interrupted writes left. */
    static void clean(Storage storage) {
        for (String file : storage.list()) {
            if (file.endsWith(TEMPORARY)) {
                storage.delete(file);
            }
        }
    }
}
