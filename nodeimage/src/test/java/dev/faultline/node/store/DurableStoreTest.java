package dev.faultline.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.node.Bug;
import dev.faultline.node.CorruptStorageException;
import dev.faultline.node.Env;
import dev.faultline.node.StorageException;
import dev.faultline.node.raft.Entry;
import dev.faultline.node.raft.HardState;
import dev.faultline.node.raft.SnapshotInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DurableStoreTest {
    private static final String FIRST = "log-000000000001-000000000000000001";

    private final CrashingStorage storage = new CrashingStorage();
    private final List<Env.Event> told = new ArrayList<>();

    private DurableStore open(Bug... bugs) {
        return DurableStore.open(storage, 1000, Set.of(bugs), told::add);
    }

    private static Entry entry(long index, String data) {
        return new Entry(index, 1, Entry.Kind.COMMAND, data.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Entry entry) {
        return new String(entry.data(), StandardCharsets.UTF_8);
    }

    private static void fill(DurableStore store, int entries) {
        for (int i = 0; i < entries; i++) {
            store.append(List.of(entry(store.lastIndex() + 1, "x".repeat(100))));
        }
        store.sync();
    }

    private void flip(String file, int at) {
        byte[] bytes = storage.bytes(file);
        bytes[at] ^= 4;
        storage.replace(file, bytes);
    }

    @Test
    void a_new_store_has_no_term_no_entry_and_no_snapshot() {
        DurableStore store = open();
        assertThat(store.hardState()).isEqualTo(HardState.NEW);
        assertThat(store.firstIndex()).isEqualTo(1);
        assertThat(store.lastIndex()).isZero();
        assertThat(store.term(0)).isZero();
        assertThat(store.snapshot()).isEmpty();
        assertThat(store.snapshotBytes()).isZero();
    }

    @Test
    void entries_come_in_messages_of_bounded_size_but_at_least_one() {
        DurableStore store = open();
        fill(store, 5);
        assertThat(store.entries(2, 300)).extracting(Entry::index).containsExactly(2L, 3L);
        assertThat(store.entries(2, 0)).extracting(Entry::index).containsExactly(2L);
        assertThat(store.entries(4, 1 << 20)).extracting(Entry::index).containsExactly(4L, 5L);
    }

    @Test
    void entries_with_a_gap_are_not_taken() {
        DurableStore store = open();
        assertThatThrownBy(() -> store.append(List.of(entry(2, "a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("entry must have index 1 but has 2");
    }

    @Test
    void what_was_not_synced_may_be_gone_and_what_was_is_there() {
        DurableStore store = open();
        store.append(List.of(entry(1, "a")));
        store.sync();
        store.append(List.of(entry(2, "b")));
        storage.crashLosingAll();
        assertThat(open().lastIndex()).isEqualTo(1);
    }

    @Test
    void a_truncation_that_was_synced_stays_and_one_that_was_not_may_be_undone() {
        DurableStore store = open();
        fill(store, 5);
        store.truncateFrom(4);
        store.sync();
        store.truncateFrom(2);
        assertThat(store.lastIndex()).isEqualTo(1);
        storage.crashLosingAll();
        assertThat(open().lastIndex()).isEqualTo(3);
    }

    @Test
    void a_torn_tail_is_cut_off_and_told() {
        tearAt(60);
        DurableStore store = open();
        assertThat(store.lastIndex()).isEqualTo(1);
        assertThat(told).extracting(Env.Event::kind).containsExactly("torn-tail");
        assertThat(told.get(0).detail()).contains(FIRST + " at ");
    }

    @Test
    void pages_that_were_never_written_are_a_torn_tail_however_many() {
        fill(open(), 1);
        byte[] bytes = storage.bytes(FIRST);
        storage.replace(FIRST, Arrays.copyOf(bytes, bytes.length + 10_000));
        assertThat(open().lastIndex()).isEqualTo(1);
        assertThat(told).extracting(Env.Event::kind).containsExactly("torn-tail");
    }

    @Test
    void a_record_that_was_never_written_is_a_crash_s_if_its_sync_did_not_succeed() {
        DurableStore store = open();
        fill(store, 1);
        int synced = storage.bytes(FIRST).length;
        fill(store, 2);
        zero("synced", 0, storage.bytes("synced").length);
        zero(FIRST, synced, 129);
        assertThat(open().lastIndex()).isEqualTo(1);
        assertThat(told).extracting(Env.Event::kind).containsExactly("torn-tail");
    }

    @Test
    void a_record_that_is_gone_is_missed_if_anything_was_written_after_its_sync() {
        DurableStore store = open();
        fill(store, 1);
        int synced = storage.bytes(FIRST).length;
        fill(store, 2);
        store.append(List.of(entry(4, "z")));
        zero("synced", 0, storage.bytes("synced").length);
        zero(FIRST, synced, 129);
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining(FIRST + " at " + synced + ": records are missing that were synced");
    }

    private void zero(String file, int from, int count) {
        byte[] bytes = storage.bytes(file);
        Arrays.fill(bytes, from, from + count, (byte) 0);
        storage.replace(file, bytes);
    }

    @Test
    void a_lot_of_damage_that_no_crash_leaves_is_refused() {
        fill(open(), 1);
        byte[] bytes = storage.bytes(FIRST);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 10_000);
        Arrays.fill(longer, bytes.length, longer.length, (byte) 7);
        longer[bytes.length] = 0;
        longer[bytes.length + 1] = 0;
        storage.replace(FIRST, longer);
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining(FIRST + " at " + bytes.length);
    }

    @Test
    void the_planted_torn_tail_is_taken_for_an_entry() {
        tearAt(60);
        DurableStore store = open(Bug.TORN_TAIL_ACCEPTED);
        assertThat(store.lastIndex()).isEqualTo(2);
        assertThat(text(store.entry(2))).isEqualTo("y".repeat(31) + "\0".repeat(69));
        assertThat(open(Bug.TORN_TAIL_ACCEPTED).lastIndex()).isEqualTo(2);
    }

    /** A store with one synced entry, and of another one so many bytes. */
    private void tearAt(int kept) {
        DurableStore store = open();
        store.append(List.of(entry(1, "a")));
        store.sync();
        int synced = storage.bytes(FIRST).length;
        store.append(List.of(entry(2, "y".repeat(100))));
        storage.replace(FIRST, Arrays.copyOf(storage.bytes(FIRST), synced + kept));
    }

    @Test
    void damage_in_the_middle_is_refused_with_file_and_offset() {
        fill(open(), 3);
        flip(FIRST, 29 + 60);
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining(FIRST + " at 29: a record is damaged");
    }

    @Test
    void the_planted_corruption_is_taken_for_what_was_written() {
        fill(open(), 3);
        flip(FIRST, 29 + 29 + 10);
        DurableStore store = open(Bug.CORRUPTION_ACCEPTED);
        assertThat(store.lastIndex()).isEqualTo(3);
        assertThat(text(store.entry(1))).isNotEqualTo("x".repeat(100)).hasSize(100);
        assertThat(text(store.entry(2))).isEqualTo("x".repeat(100));
    }

    @Test
    void damage_to_the_last_entry_that_was_synced_is_refused_though_no_mark_of_the_sync_survived() {
        DurableStore store = open();
        fill(store, 1);
        storage.crashLosingAll();
        flip(FIRST, 29 + 60);
        assertThatThrownBy(this::open).isInstanceOf(CorruptStorageException.class);
    }

    @Test
    void damage_to_an_older_segment_is_refused_even_at_its_end() {
        fill(open(), 20);
        int size = storage.bytes(FIRST).length;
        flip(FIRST, size - 1);
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining(FIRST + " at " + (size - 29));
    }

    @Test
    void a_segment_that_is_gone_is_missed() {
        fill(open(), 30);
        String second = storage.list().get(1);
        storage.delete(second);
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("does not follow " + FIRST);
    }

    @Test
    void the_newest_segment_is_missed_as_long_as_a_mark_of_it_is_there() {
        fill(open(), 30);
        String newest = storage.list().stream()
                .filter(file -> file.startsWith("log-"))
                .reduce((one, other) -> other)
                .orElseThrow();
        storage.delete(newest);
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("is gone");
    }

    @Test
    void a_vote_that_is_gone_or_damaged_is_refused() {
        open().save(new HardState(7, 2));
        flip("state", 9);
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStorageException.class)
                .hasMessage("state at 0: its checksum differs");
        storage.delete("state");
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStorageException.class)
                .hasMessage("state at 0: is gone, and other files are there");
    }

    @Test
    void a_damaged_snapshot_is_refused() {
        DurableStore store = open();
        fill(store, 3);
        store.saveSnapshot(new SnapshotInfo(2, 1, new byte[0]), new byte[100]);
        assertThat(open().snapshotBytes()).isEqualTo(100);
        flip("snapshot", 70);
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStorageException.class)
                .hasMessage("snapshot at 0: its checksum differs");
    }

    @Test
    void compaction_deletes_whole_segments_and_the_rest_survives_a_crash() {
        DurableStore store = open();
        fill(store, 50);
        store.saveSnapshot(new SnapshotInfo(40, 1, new byte[0]), new byte[10]);
        store.compactTo(40);
        assertThat(store.firstIndex()).isEqualTo(41);
        assertThat(store.term(40)).isEqualTo(1);
        assertThat(storage.list()).doesNotContain(FIRST);
        storage.crashLosingAll();
        DurableStore again = open();
        assertThat(again.firstIndex()).isBetween(2L, 41L);
        assertThat(again.lastIndex()).isEqualTo(50);
    }

    @Test
    void a_log_whose_beginning_no_snapshot_covers_is_refused() {
        DurableStore store = open();
        fill(store, 50);
        store.saveSnapshot(new SnapshotInfo(40, 1, new byte[0]), new byte[10]);
        store.compactTo(40);
        storage.delete("snapshot");
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStorageException.class)
                .hasMessageContaining("log entry 1 is missing");
    }

    @Test
    void nothing_is_compacted_that_no_snapshot_covers() {
        DurableStore store = open();
        fill(store, 5);
        store.saveSnapshot(new SnapshotInfo(3, 1, new byte[0]), new byte[10]);
        assertThatThrownBy(() -> store.compactTo(4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_snapshot_that_was_installed_takes_the_place_of_a_log_that_does_not_match_even_after_a_crash_between() {
        DurableStore store = open();
        fill(store, 5);
        store.saveSnapshot(new SnapshotInfo(30, 4, new byte[] {1}), new byte[] {2});
        storage.crashLosingAll();
        DurableStore again = open();
        assertThat(told).extracting(Env.Event::kind).containsExactly("log-restarted");
        assertThat(again.firstIndex()).isEqualTo(31);
        assertThat(again.lastIndex()).isEqualTo(30);
        assertThat(again.term(30)).isEqualTo(4);
        again.append(List.of(new Entry(31, 4, Entry.Kind.NOOP, new byte[0])));
        again.sync();
        storage.crashLosingAll();
        assertThat(open().lastIndex()).isEqualTo(31);
    }

    @Test
    void leftovers_of_an_interrupted_replacement_are_deleted() {
        open().save(new HardState(3, 1));
        storage.append("state.tmp", new byte[] {1, 2, 3});
        assertThat(open().hardState()).isEqualTo(new HardState(3, 1));
        assertThat(storage.list()).doesNotContain("state.tmp");
    }

    @Test
    void a_snapshot_is_read_in_chunks() {
        DurableStore store = open();
        fill(store, 1);
        store.saveSnapshot(new SnapshotInfo(1, 1, new byte[0]), new byte[] {1, 2, 3, 4, 5});
        assertThat(store.snapshotChunk(0, 2)).containsExactly(1, 2);
        assertThat(store.snapshotChunk(4, 9)).containsExactly(5);
        assertThat(store.snapshotChunk(9, 9)).isEmpty();
    }

    @Test
    void after_a_write_that_failed_nothing_is_written_any_more() {
        DurableStore store = open();
        storage.fail(true);
        assertThatThrownBy(() -> store.append(List.of(entry(1, "a"))))
                .isInstanceOf(StorageException.class)
                .hasMessage("input/output error");
        storage.fail(false);
        assertThatThrownBy(store::sync)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("a write failed before");
        assertThat(store.lastIndex()).isZero();
    }

    @Test
    void what_a_full_disk_refuses_can_be_done_once_there_is_room() {
        DurableStore store = open();
        fill(store, 3);
        storage.room(50);
        assertThatThrownBy(() -> store.append(List.of(entry(4, "x".repeat(100)))))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.full()).isTrue());
        assertThatThrownBy(() -> store.saveSnapshot(new SnapshotInfo(3, 1, new byte[0]), new byte[100]))
                .isInstanceOf(StorageException.class);
        assertThat(store.lastIndex()).isEqualTo(3);
        assertThat(store.snapshot()).isEmpty();
        store.sync();
        storage.room(Integer.MAX_VALUE);
        fill(store, 20);
        storage.crashLosingAll();
        assertThat(open().lastIndex()).isEqualTo(23);
    }

    @Test
    void what_was_appended_is_synced_though_there_is_no_room_for_more() {
        DurableStore store = open();
        store.append(List.of(entry(1, "a")));
        storage.room(10);
        store.sync();
        storage.crashLosingAll();
        storage.room(Integer.MAX_VALUE);
        assertThat(open().lastIndex()).isEqualTo(1);
    }

    @Test
    void a_store_that_is_whole_opens_on_a_full_disk() {
        DurableStore store = open();
        fill(store, 3);
        storage.kill();
        storage.room(0);
        assertThat(open().lastIndex()).isEqualTo(3);
    }
}
