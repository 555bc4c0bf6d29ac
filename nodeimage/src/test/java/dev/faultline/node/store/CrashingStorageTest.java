package dev.faultline.node.store;

import dev.faultline.node.Storage;
import dev.faultline.node.StorageContract;

class CrashingStorageTest extends StorageContract {
    private final CrashingStorage storage = new CrashingStorage();

    @Override
    protected Storage storage() {
        return storage;
    }

    @Override
    protected Storage again() {
        storage.kill();
        return storage;
    }
}
