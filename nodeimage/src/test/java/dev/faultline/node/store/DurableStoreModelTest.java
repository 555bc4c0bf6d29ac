package dev.faultline.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.node.CorruptStorageException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DurableStoreModelTest {

    @Test
    void after_a_crash_at_any_step_all_that_was_synced_is_there_and_nothing_that_was_never_written() {
        int crashes = 0;
        for (long seed = 0; seed < 3000; seed++) {
            crashes += live(seed);
        }
        assertThat(crashes).isGreaterThan(10_000);
    }

    /** Six lives of one server; gives how many ended in the middle of a step. */
    private static int live(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CrashingStorage storage = new CrashingStorage();
        LogModel model = new LogModel();
        LogDriver driver = new LogDriver(random, model);
        int crashes = 0;
        for (int life = 0; life < 6; life++) {
            storage.crashBeforeStep(random.nextInt(random.nextInt(4) == 0 ? 15 : 150));
            try {
                DurableStore store = LogDriver.open(storage);
                model.meet(store);
                for (int step = 0; step < 40; step++) {
                    driver.step(store);
                }
            } catch (CrashingStorage.Crash crash) {
                crashes++;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", life " + life, e);
            }
            if (random.nextInt(4) == 0) {
                storage.kill();
            } else {
                storage.crash(random);
            }
        }
        return crashes;
    }

    @Test
    void what_was_seen_once_is_durable_from_then_on() {
        for (long seed = 0; seed < 1000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            CrashingStorage storage = new CrashingStorage();
            LogModel model = populate(random, storage);
            storage.kill();
            model.meet(LogDriver.open(storage));
            storage.crashLosingAll();
            model.meet(LogDriver.open(storage));
        }
    }

    @Test
    void a_flipped_bit_anywhere_is_refused_or_harmless() {
        int refused = 0;
        int harmless = 0;
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            CrashingStorage storage = new CrashingStorage();
            LogModel model = populate(random, storage);
            DurableStore store = LogDriver.open(storage);
            model.meet(store);
            driveSynced(random, model, store);
            if (seed % 2 == 0) {
                storage.crashLosingAll();
            }
            for (String file : storage.list()) {
                for (int at = 0; at < storage.size(file); at++) {
                    CrashingStorage damaged = storage.copy();
                    byte[] bytes = damaged.bytes(file);
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                    damaged.replace(file, bytes);
                    try {
                        model.meet(LogDriver.open(damaged));
                        harmless++;
                    } catch (CorruptStorageException e) {
                        assertThat(e).hasMessageContaining(" at ");
                        refused++;
                    } catch (RuntimeException | AssertionError e) {
                        throw new AssertionError("seed " + seed + ", " + file + " at " + at, e);
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(20_000);
        assertThat(harmless).isBetween(300, refused / 10);
    }

    @Test
    void a_log_that_lost_its_synced_end_is_refused_while_marks_of_it_are_left() {
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            CrashingStorage storage = new CrashingStorage();
            LogModel model = populate(random, storage);
            DurableStore store = LogDriver.open(storage);
            model.meet(store);
            driveSynced(random, model, store);
            for (String file : storage.list()) {
                if (file.startsWith("log-")) {
                    CrashingStorage damaged = storage.copy();
                    byte[] bytes = damaged.bytes(file);
                    damaged.replace(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                    assertThatThrownBy(() -> LogDriver.open(damaged))
                            .isInstanceOf(CorruptStorageException.class)
                            .hasMessageContaining(" at ");
                }
            }
        }
    }

    private static LogModel populate(SplittableRandom random, CrashingStorage storage) {
        LogModel model = new LogModel();
        DurableStore store = LogDriver.open(storage);
        LogDriver driver = new LogDriver(random, model);
        for (int step = random.nextInt(60); step > 0; step--) {
            driver.step(store);
        }
        return model;
    }

    private static void driveSynced(SplittableRandom random, LogModel model, DurableStore store) {
        LogDriver driver = new LogDriver(random, model);
        for (int step = random.nextInt(10); step > 0; step--) {
            driver.step(store);
        }
        store.sync();
        LogModel.settle(model.logs);
    }
}
