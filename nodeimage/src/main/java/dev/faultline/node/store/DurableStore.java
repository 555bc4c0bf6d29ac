package dev.faultline.node.store;

import dev.faultline.node.Bug;
import dev.faultline.node.CorruptStorageException;
import dev.faultline.node.Env;
import dev.faultline.node.Storage;
import dev.faultline.node.StorageException;
import dev.faultline.node.raft.Entry;
import dev.faultline.node.raft.HardState;
import dev.faultline.node.raft.RaftStore;
import dev.faultline.node.raft.SnapshotInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The persistent state of a server in files of a {@link Storage}: {@code state} (term and vote), {@code snapshot}, {@code log-...}
 * (segments of the log), and {@code synced} (how far the log was synced). All of the log since the last compaction and the snapshot are
 * in memory too; files are read when it is opened, and not again.
 *
 * <p>A method that throws because the disk is full ({@link StorageException#full}) has done nothing, and may be called again. Once a
 * write has failed in any other way nothing more is written: what the disk holds is not known then, and a program that went on could
 * count as durable what is not. The process must end and open the store again.
 */
public final class DurableStore implements RaftStore {
    /** A segment's size after which the next is begun, in bytes. */
    public static final long SEGMENT_BYTES = 4 << 20;

    private final Storage storage;
    private final SegmentLog log;
    private final EntryList entries;
    private HardState state;
    private @Nullable SnapshotFile snapshot;
    private boolean failed;

    private DurableStore(
            Storage storage, SegmentLog log, EntryList entries, HardState state, @Nullable SnapshotFile snapshot) {
        this.storage = storage;
        this.log = log;
        this.entries = entries;
        this.state = state;
        this.snapshot = snapshot;
    }

    /**
     * Opens what is there, or begins anew where there is nothing at all.
     *
     * @param segmentBytes a segment's size after which the next is begun; see {@link #SEGMENT_BYTES}
     * @param bugs mistakes to make: {@link Bug#TORN_TAIL_ACCEPTED}, {@link Bug#CORRUPTION_ACCEPTED}; others do not matter here
     * @param tell is told of a torn tail that is cut off ({@code torn-tail}) and of a log that an interrupted installation of a
     *     snapshot left and that is begun anew ({@code log-restarted})
     * @throws CorruptStorageException for damage that no crash explains
     */
    public static DurableStore open(Storage storage, long segmentBytes, Set<Bug> bugs, Consumer<Env.Event> tell) {
        boolean checked = !bugs.contains(Bug.CORRUPTION_ACCEPTED);
        AtomicFile.clean(storage);
        storage.syncDirectory();
        List<Segment> segments = Segment.list(storage);
        boolean hasSnapshot = storage.size(SnapshotFile.NAME) >= 0;
        SyncedMarks marks = SyncedMarks.read(storage);
        if (storage.size(StateFile.NAME) < 0) {
            requireNothing(segments, hasSnapshot, marks);
            StateFile.write(storage, HardState.NEW, Mark.NONE);
        }
        StateFile.Content content = StateFile.read(storage, checked);
        SnapshotFile snapshot = hasSnapshot ? SnapshotFile.read(storage, checked) : null;
        Mark synced = content.mark().compareTo(marks.latest()) > 0 ? content.mark() : marks.latest();
        RecoveredLog found = new LogRecovery(storage, synced, bugs, tell).recover(segments);
        SegmentLog log = new SegmentLog(storage, marks, segmentBytes, found);
        DurableStore store = new DurableStore(storage, log, found.entries(), content.state(), snapshot);
        store.settle(tell);
        return store;
    }

    private static void requireNothing(List<Segment> segments, boolean hasSnapshot, SyncedMarks marks) {
        if (!segments.isEmpty() || hasSnapshot || marks.latest().segment() > 0) {
            throw new CorruptStorageException(StateFile.NAME + " at 0: is gone, and other files are there");
        }
    }

    /** Makes log and snapshot fit each other, and all that was found durable. */
    private void settle(Consumer<Env.Event> tell) {
        long covered = snapshot == null ? 0 : snapshot.info().index();
        if (entries.base() > covered) {
            throw new CorruptStorageException("log entry " + (covered + 1) + " is missing: the log begins at "
                    + (entries.base() + 1) + ", the snapshot ends at " + covered);
        }
        if (log.isEmpty()) {
            log.begin(LogRecord.Type.BEGIN, 1, 0);
        }
        log.adopt(entries.last(), entries.term(entries.last()));
        if (snapshot != null && !matches(snapshot.info())) {
            // The crash came between saveSnapshot and restartAfterSnapshot.
            restartAfterSnapshot();
            tell.accept(new Env.Event("log-restarted", "the log begins anew after the snapshot at " + covered, 0, 0));
        }
    }

    private boolean matches(SnapshotInfo info) {
        return entries.knowsTerm(info.index()) && entries.term(info.index()) == info.term();
    }

    @Override
    public HardState hardState() {
        return state;
    }

    @Override
    public void save(HardState next) {
        write(() -> StateFile.write(storage, next, log.mark()));
        state = next;
    }

    @Override
    public long firstIndex() {
        return entries.base() + 1;
    }

    @Override
    public long lastIndex() {
        return entries.last();
    }

    @Override
    public long term(long index) {
        if (index == 0) {
            return 0;
        }
        if (snapshot != null && snapshot.info().index() == index) {
            return snapshot.info().term();
        }
        return entries.get(index).term();
    }

    @Override
    public List<Entry> entries(long from, int bytesMax) {
        entries.get(from);
        return entries.from(from, bytesMax);
    }

    @Override
    public Entry entry(long index) {
        return entries.get(index);
    }

    @Override
    public void append(List<Entry> more) {
        if (more.isEmpty()) {
            return;
        }
        long next = entries.last() + 1;
        for (Entry entry : more) {
            if (entry.index() != next) {
                throw new IllegalArgumentException("entry must have index " + next + " but has " + entry.index());
            }
            next++;
        }
        write(() -> log.append(more, entries.term(entries.last())));
        more.forEach(entries::add);
    }

    @Override
    public void truncateFrom(long index) {
        if (index == entries.last() + 1) {
            return;
        }
        entries.get(index);
        write(() -> log.truncateFrom(index, entries.term(index - 1)));
        entries.truncateFrom(index);
    }

    @Override
    public void sync() {
        write(() -> log.sync(entries.last(), entries.term(entries.last())));
    }

    @Override
    public Optional<SnapshotInfo> snapshot() {
        return Optional.ofNullable(snapshot).map(SnapshotFile::info);
    }

    @Override
    public byte[] snapshotChunk(long offset, int length) {
        byte[] bytes = latestSnapshot().state();
        int from = (int) Math.min(offset, bytes.length);
        return Arrays.copyOfRange(bytes, from, (int) Math.min((long) from + length, bytes.length));
    }

    @Override
    public long snapshotBytes() {
        return snapshot == null ? 0 : snapshot.state().length;
    }

    @Override
    public void saveSnapshot(SnapshotInfo info, byte[] bytes) {
        SnapshotFile next = new SnapshotFile(info, bytes);
        write(() -> next.write(storage));
        snapshot = next;
    }

    @Override
    public void compactTo(long index) {
        if (index > latestSnapshot().info().index()) {
            throw new IllegalArgumentException("index must be at most the snapshot's, "
                    + latestSnapshot().info().index() + ", but is " + index);
        }
        if (!entries.has(index)) {
            return;
        }
        write(() -> log.compactTo(index));
        entries.compactTo(index);
    }

    @Override
    public void restartAfterSnapshot() {
        SnapshotInfo info = latestSnapshot().info();
        sync();
        write(() -> {
            log.begin(LogRecord.Type.RESTART, info.index() + 1, info.term());
            log.keepActive();
        });
        entries.restart(info.index(), info.term());
    }

    private SnapshotFile latestSnapshot() {
        if (snapshot == null) {
            throw new IllegalStateException("there is no snapshot");
        }
        return snapshot;
    }

    private void write(Runnable step) {
        if (failed) {
            throw new StorageException("a write failed before; what is durable is not known", false);
        }
        failed = true;
        try {
            step.run();
            failed = false;
        } catch (StorageException e) {
            failed = !e.full();
            throw e;
        }
    }
}
