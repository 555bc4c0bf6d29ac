package dev.faultline.node.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.faultline.node.StorageException;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SimulatedDiskTest {
    private static final int SEEDS = 300;

    private static SimulatedDisk disk(long seed) {
        return SimulatedDisk.alone(Dice.source(seed).apply("disk"));
    }

    private static byte[] bytes(String text) {
        return Echo.bytes(text);
    }

    /** A disk on which a file with that content, and its name, are durable. */
    private static SimulatedDisk with(long seed, String file, String content) {
        SimulatedDisk disk = disk(seed);
        disk.append(file, bytes(content));
        disk.sync(file);
        disk.syncDirectory();
        return disk;
    }

    @Test
    void what_was_written_is_read() {
        SimulatedDisk disk = disk(1);
        disk.append("b", bytes("hello"));
        disk.append("a", bytes("x"));
        disk.append("b", bytes(" world"));
        assertThat(disk.list()).containsExactly("a", "b");
        assertThat(disk.size("b")).isEqualTo(11);
        assertThat(disk.size("c")).isEqualTo(-1);
        assertThat(disk.read("b", 6, 100)).isEqualTo(bytes("world"));
        assertThat(disk.read("b", 100, 5)).isEmpty();
        disk.truncate("b", 5);
        disk.append("b", bytes("!"));
        assertThat(disk.content("b")).isEqualTo(bytes("hello!"));
        disk.rename("b", "a");
        assertThat(disk.list()).containsExactly("a");
        assertThat(disk.content("a")).isEqualTo(bytes("hello!"));
        disk.delete("a");
        assertThat(disk.list()).isEmpty();
        assertThatThrownBy(() -> disk.read("a", 0, 1)).isInstanceOf(StorageException.class);
    }

    @Test
    void what_was_synced_survives_every_crash() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = with(seed, "log", "durable");
            CrashReport report = disk.crash();
            assertThat(disk.content("log")).isEqualTo(bytes("durable"));
            assertThat(report.lost()).isZero();
        }
    }

    @Test
    void of_what_was_not_synced_some_crashes_keep_all_some_nothing_some_a_part_and_some_tear() {
        TreeSet<Integer> kept = new TreeSet<>();
        boolean torn = false;
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = with(seed, "log", "durable");
            disk.append("log", bytes("0123456789"));
            CrashReport report = disk.crash();
            byte[] content = disk.content("log");
            assertThat(Arrays.copyOf(content, 7)).isEqualTo(bytes("durable"));
            kept.add(content.length - 7);
            CrashReport.FileLoss loss = report.files().get(0);
            assertThat(loss.sizeBefore()).isEqualTo(17);
            assertThat(loss.sizeAfter()).isEqualTo(content.length);
            String tail = new String(content, 7, content.length - 7, java.nio.charset.StandardCharsets.ISO_8859_1);
            if (loss.tornLength() == 0) {
                assertThat("0123456789").startsWith(tail);
            } else {
                assertThat(loss.tornOffset()).isEqualTo(7);
                torn |= !"0123456789".startsWith(tail);
            }
        }
        assertThat(kept).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(torn).isTrue();
    }

    @Test
    void a_power_loss_that_is_to_lose_or_to_tear_does() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk losing = with(seed, "log", "durable");
            losing.append("log", bytes("0123456789"));
            losing.append("log", bytes("abc"));
            assertThat(losing.crash(1, 1, PowerLoss.LOSING).lost()).isPositive();
            SimulatedDisk tearing = with(seed, "log", "durable");
            tearing.append("log", bytes("0123456789"));
            tearing.truncate("log", 12);
            CrashReport.FileLoss torn =
                    tearing.crash(1, 1, PowerLoss.TEARING).files().get(0);
            assertThat(torn.tornLength()).isBetween(1L, 10L);
            assertThat(torn.tornOffset()).isEqualTo(7);
            assertThat(tearing.content("log")).startsWith(bytes("durable"));
            SimulatedDisk synced = with(seed, "log", "durable");
            assertThat(synced.crash(1, 1, PowerLoss.TEARING).lost()).isZero();
        }
    }

    @Test
    void a_tear_is_within_the_last_sector() {
        byte[] written = new byte[2000];
        Arrays.fill(written, (byte) 'x');
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = with(seed, "log", "durable");
            disk.append("log", written);
            disk.crash();
            byte[] content = disk.content("log");
            int lastSector = (content.length - 1) / 512 * 512;
            for (int i = 7; i < lastSector; i++) {
                assertThat(content[i]).isEqualTo((byte) 'x');
            }
        }
    }

    @Test
    void a_file_that_was_synced_and_its_name_was_not_may_be_gone() {
        int gone = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = disk(seed);
            disk.append("log", bytes("a"));
            disk.sync("log");
            CrashReport report = disk.crash();
            if (disk.list().isEmpty()) {
                gone++;
                assertThat(report.names()).containsExactly("not made log");
            } else {
                assertThat(disk.content("log")).isEqualTo(bytes("a"));
            }
        }
        assertThat(gone).isBetween(1, SEEDS - 1);
    }

    @Test
    void a_rename_that_was_not_synced_happened_or_not_and_one_that_was_happened() {
        TreeSet<String> contents = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = with(seed, "state", "old");
            disk.append("state.new", bytes("new"));
            disk.sync("state.new");
            disk.syncDirectory();
            disk.rename("state.new", "state");
            disk.crash();
            contents.add(Echo.text(disk.content("state")));

            SimulatedDisk synced = with(seed, "state", "old");
            synced.append("state.new", bytes("new"));
            synced.sync("state.new");
            synced.rename("state.new", "state");
            synced.syncDirectory();
            synced.crash();
            assertThat(synced.content("state")).isEqualTo(bytes("new"));
            assertThat(synced.list()).containsExactly("state");
        }
        assertThat(contents).containsExactly("new", "old");
    }

    @Test
    void a_deletion_that_was_not_synced_may_be_undone() {
        TreeSet<Integer> files = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = with(seed, "log", "abc");
            disk.delete("log");
            disk.crash();
            files.add(disk.list().size());
            disk.list().forEach(f -> assertThat(disk.content(f)).isEqualTo(bytes("abc")));
        }
        assertThat(files).containsExactly(0, 1);
    }

    @Test
    void a_full_disk_refuses_and_has_room_again_when_something_is_gone() {
        SimulatedDisk disk = with(1, "log", "12345");
        disk.capacity(8);
        disk.append("log", bytes("678"));
        assertThatThrownBy(() -> disk.append("log", bytes("9")))
                .asInstanceOf(type(StorageException.class))
                .returns(true, StorageException::full);
        assertThat(disk.counters().refusals()).isEqualTo(1);
        assertThat(disk.content("log")).isEqualTo(bytes("12345678"));
        disk.truncate("log", 5);
        assertThatCode(() -> disk.append("log", bytes("9"))).doesNotThrowAnyException();
    }

    @Test
    void errors_of_reads_writes_and_syncs_are_apart_and_end_with_healing() {
        SimulatedDisk disk = with(1, "log", "12345");
        disk.fail(1, 0, 0);
        assertThatThrownBy(() -> disk.read("log", 0, 1))
                .asInstanceOf(type(StorageException.class))
                .returns(false, StorageException::full);
        disk.append("log", bytes("6"));
        disk.sync("log");
        disk.fail(0, 1, 0);
        assertThatThrownBy(() -> disk.append("log", bytes("7"))).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> disk.rename("log", "b")).isInstanceOf(StorageException.class);
        assertThat(disk.read("log", 0, 6)).isEqualTo(bytes("123456"));
        disk.fail(0, 0, 1);
        assertThatThrownBy(() -> disk.sync("log")).isInstanceOf(StorageException.class);
        DiskCounters counters = disk.counters();
        assertThat(counters.readErrors()).isEqualTo(1);
        assertThat(counters.writeErrors()).isEqualTo(2);
        assertThat(counters.syncErrors()).isEqualTo(1);
        disk.heal();
        assertThatCode(() -> disk.sync("log")).doesNotThrowAnyException();
    }

    @Test
    void after_a_failed_sync_a_later_one_may_leave_holes() {
        int holes = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = with(seed, "log", "12");
            disk.append("log", bytes("345"));
            disk.fail(0, 0, 1);
            assertThatThrownBy(() -> disk.sync("log")).isInstanceOf(StorageException.class);
            disk.heal();
            disk.append("log", bytes("67"));
            disk.sync("log");
            assertThat(disk.content("log")).isEqualTo(bytes("1234567"));
            disk.crash();
            byte[] content = disk.content("log");
            assertThat(content).hasSize(7).startsWith(bytes("12")).endsWith(bytes("67"));
            holes += Arrays.equals(content, bytes("1234567")) ? 0 : 1;
        }
        assertThat(holes).isBetween(SEEDS / 4, SEEDS * 3 / 4);
    }

    @Test
    void a_lying_disk_loses_what_it_said_was_durable_and_an_honest_one_does_not() {
        int lost = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = with(seed, "log", "12");
            disk.lie(true);
            disk.append("log", bytes("345"));
            disk.sync("log");
            assertThat(disk.counters().lies()).isEqualTo(1);
            lost += disk.crash().lost() > 0 ? 1 : 0;

            disk.lie(false);
            long size = disk.size("log");
            disk.append("log", bytes("6"));
            disk.sync("log");
            assertThat(disk.crash().lost()).isZero();
            assertThat(disk.size("log")).isEqualTo(size + 1);
        }
        assertThat(lost).isBetween(1, SEEDS);
    }

    @Test
    void a_flip_changes_one_bit_of_what_is_durable_and_says_where() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk disk = with(seed, "log", "durable");
            disk.append("log", bytes("not yet durable"));
            Damage damage = disk.flip("log").orElseThrow();
            assertThat(damage.offset()).isBetween(0L, 6L);
            assertThat(Integer.bitCount(damage.before() ^ damage.after())).isEqualTo(1);
            byte[] expected = bytes("durablenot yet durable");
            assertThat(damage.before()).isEqualTo(expected[(int) damage.offset()]);
            expected[(int) damage.offset()] = (byte) damage.after();
            assertThat(disk.content("log")).isEqualTo(expected);
        }
    }

    @Test
    void a_shortened_file_stays_short_and_what_is_not_durable_cannot_be_damaged() {
        SimulatedDisk disk = with(1, "log", "durable");
        Damage damage = disk.shorten("log").orElseThrow();
        assertThat(damage.sizeBefore()).isEqualTo(7);
        assertThat(disk.size("log")).isEqualTo(damage.sizeAfter()).isLessThan(7);
        disk.crash();
        assertThat(disk.size("log")).isEqualTo(damage.sizeAfter());

        disk.append("other", bytes("abc"));
        assertThat(disk.flip("other")).isEmpty();
        assertThat(disk.shorten("other")).isEmpty();
        assertThat(disk.flip("none")).isEmpty();
    }
}
