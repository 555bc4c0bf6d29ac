package dev.faultline.node.store;

import dev.faultline.node.CorruptStorageException;

/** Versions of what is in files. */
final class Versions {
    private Versions() {}

    static void require(String file, int known, int found) {
        if (found != known) {
            throw new CorruptStorageException(
                    file + " at 0: its format has version " + found + ", only " + known + " is known");
        }
    }
}
