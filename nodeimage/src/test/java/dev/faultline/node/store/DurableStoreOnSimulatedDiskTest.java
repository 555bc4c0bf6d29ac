package dev.faultline.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.StorageException;
import dev.faultline.node.sim.SimulatedDisk;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DurableStoreOnSimulatedDiskTest {

    @Test
    void what_the_simulated_disk_does_in_crashes_is_recovered_from() {
        int failures = 0;
        for (long seed = 0; seed < 1000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SimulatedDisk disk = SimulatedDisk.alone(random.split());
            LogModel model = new LogModel();
            LogDriver driver = new LogDriver(random, model);
            for (int life = 0; life < 6; life++) {
                try {
                    disk.fail(0, 0, 0);
                    DurableStore store = DurableStore.open(disk, LogDriver.SEGMENT_BYTES, Set.of(), event -> {});
                    model.meet(store);
                    if (random.nextInt(3) == 0) {
                        disk.fail(0, 0.02, 0.05);
                    }
                    for (int step = random.nextInt(40); step > 0; step--) {
                        driver.step(store);
                    }
                } catch (StorageException e) {
                    failures++;
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError("seed " + seed + ", life " + life, e);
                }
                if (random.nextInt(3) > 0) {
                    disk.crash();
                }
            }
        }
        assertThat(failures).isGreaterThan(100);
    }
}
