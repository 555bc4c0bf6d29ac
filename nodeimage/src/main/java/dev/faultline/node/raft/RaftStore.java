package dev.faultline.node.raft;

import dev.faultline.node.CorruptStorageException;
import dev.faultline.node.StorageException;
import java.util.List;
import java.util.Optional;

/**
 * The persistent state of one server: term and vote, log, snapshot. Reads see what was written, durable or not. All methods may throw
 * {@link StorageException}; opening one throws {@link CorruptStorageException} for damage that no crash explains.
 */
public interface RaftStore {

    HardState hardState();

    /** Durable on return. */
    void save(HardState state);

    /** The first entry that is still there; {@code lastIndex() + 1} when there is none. One more than the snapshot's, at most. */
    long firstIndex();

    /** The last entry; the snapshot's index when there is none after it; 0 when there is neither. */
    long lastIndex();

    /** The term of an entry that is there, or of the snapshot's last; 0 for index 0. */
    long term(long index);

    /**
     * Entries in order from {@code from} on, which is there: as many as come to {@code bytesMax}, at least one.
     */
    List<Entry> entries(long from, int bytesMax);

    Entry entry(long index);

    /** Adds entries, the first of which has index {@code lastIndex() + 1}. Not durable before {@link #sync}. */
    void append(List<Entry> entries);

    /** Forgets every entry from {@code index} on. Not durable before {@link #sync}. */
    void truncateFrom(long index);

    /** Makes log and truncations durable. */
    void sync();

    /** The latest snapshot. */
    Optional<SnapshotInfo> snapshot();

    /** The bytes of the latest snapshot, from {@code offset} on, at most {@code length}: for sending it in chunks. */
    byte[] snapshotChunk(long offset, int length);

    long snapshotBytes();

    /** Keeps a snapshot, durable on return, in place of the one before. The log is as it was. */
    void saveSnapshot(SnapshotInfo info, byte[] state);

    /** Forgets entries up to {@code index}, which is not after the snapshot's: log compaction (dissertation 5). */
    void compactTo(long index);

    /** Begins the log anew after the snapshot, as a follower does that got one which its log does not match. Durable on return. */
    void restartAfterSnapshot();
}
