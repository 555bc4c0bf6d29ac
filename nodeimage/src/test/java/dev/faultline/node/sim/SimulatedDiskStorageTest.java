package dev.faultline.node.sim;

import dev.faultline.node.Storage;
import dev.faultline.node.StorageContract;
import java.util.SplittableRandom;

class SimulatedDiskStorageTest extends StorageContract {
    private final SimulatedDisk disk = SimulatedDisk.alone(new SplittableRandom(1));

    @Override
    protected Storage storage() {
        return disk;
    }

    @Override
    protected Storage again() {
        return disk;
    }
}
