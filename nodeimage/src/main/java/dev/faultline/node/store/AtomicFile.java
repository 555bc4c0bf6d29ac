package dev.faultline.node.store;

import dev.faultline.node.Storage;

/**
 * Writes a whole file so that a crash at any step leaves the old one or the new one: under a temporary name, synced, renamed, the
 * directory synced. The last step is what makes the name durable: without it a file that was seen after a restart of the process could
 * be the old one again after the machine's.
 */
final class AtomicFile {
    private static final String TEMPORARY = ".tmp";

    private AtomicFile() {}

    static void write(Storage storage, String name, byte[] content) {
        String temporary = name + TEMPORARY;
        if (storage.size(temporary) >= 0) {
            storage.delete(temporary);
        }
        storage.append(temporary, content);
        storage.sync(temporary);
        storage.rename(temporary, name);
        storage.syncDirectory();
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
