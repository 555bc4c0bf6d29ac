package dev.faultline.node.store;

import dev.faultline.node.Storage;
import dev.faultline.node.StorageException;
import dev.faultline.node.raft.Entry;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Writes the log. Files are only ever appended to: forgetting entries is a record too, so that there is no moment at which a crash
 * could leave a mixture of old and new. A segment is sealed and synced before the next one exists; the oldest are deleted one by one,
 * each durably gone before the next, so that there is never a gap.
 */
final class SegmentLog {
    private static final byte[] NO_DATA = {};

    private final Storage storage;
    private final SyncedMarks marks;
    private final long segmentBytes;
    private final ArrayDeque<Segment> segments;
    private int size;
    private int checksum;
    private boolean unsynced;

    SegmentLog(Storage storage, SyncedMarks marks, long segmentBytes, RecoveredLog found) {
        this.storage = storage;
        this.marks = marks;
        this.segmentBytes = segmentBytes;
        this.segments = new ArrayDeque<>(found.segments());
        this.size = found.size();
        this.checksum = found.checksum();
        this.unsynced = !found.sealed();
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /** Goes on after what was found, which is durable, and notes that. */
    void adopt(long last, long lastTerm) {
        sync(last, lastTerm);
        if (!marks.latest().equals(mark())) {
            Failures.ifRoom(() -> marks.rewrite(mark()));
        }
    }

    /**
     * @param next the index that comes next
     * @param term of the one before it
     */
    void begin(LogRecord.Type type, long next, long term) {
        if (!segments.isEmpty()) {
            sync(next - 1, term);
        }
        Segment segment = Segment.of(segments.isEmpty() ? 1 : active().number() + 1, next);
        ByteBuffer bytes = ByteBuffer.allocate(RecordFormat.bytes(NO_DATA));
        int first = new RecordFormat(segment.number(), true).put(bytes, checksum, type, next, term, NO_DATA);
        AtomicFile.write(storage, segment.name(), bytes.array());
        segments.addLast(segment);
        checksum = first;
        size = bytes.capacity();
        note();
    }

    /**
     * @param term of the entry before the first
     */
    void append(List<Entry> entries, long term) {
        if (size >= segmentBytes) {
            begin(LogRecord.Type.BEGIN, entries.get(0).index(), term);
        }
        int length = 0;
        for (Entry entry : entries) {
            length = Math.addExact(length, RecordFormat.bytes(entry.data()));
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        RecordFormat format = new RecordFormat(active().number(), true);
        int latest = checksum;
        for (Entry entry : entries) {
            LogRecord.Type type = LogRecord.Type.of(entry.kind());
            latest = format.put(bytes, latest, type, entry.index(), entry.term(), entry.data());
        }
        write(bytes.array(), latest);
    }

    /**
     * @param term of the entry before {@code index}
     */
    void truncateFrom(long index, long term) {
        put(LogRecord.Type.TRUNCATE, index, term);
    }

    void sync(long last, long lastTerm) {
        if (!unsynced) {
            return;
        }
        Failures.ifRoom(() -> put(LogRecord.Type.SEAL, last, lastTerm));
        Failures.asFailed(() -> storage.sync(active().name()));
        unsynced = false;
        note();
    }

    /** Deletes the segments that hold nothing after {@code index}. */
    void compactTo(long index) {
        while (segments.size() > 1) {
            Segment oldest = segments.removeFirst();
            if (segments.getFirst().first() > index + 1) {
                segments.addFirst(oldest);
                return;
            }
            delete(oldest);
        }
    }

    /** Deletes all segments but the one being written. */
    void keepActive() {
        while (segments.size() > 1) {
            delete(segments.removeFirst());
        }
    }

    /** How far it is synced. */
    Mark mark() {
        return unsynced ? marks.latest() : new Mark(active().number(), size);
    }

    private void delete(Segment segment) {
        storage.delete(segment.name());
        storage.syncDirectory();
    }

    private Segment active() {
        return segments.getLast();
    }

    private void note() {
        Failures.ifRoom(() -> marks.note(mark()));
    }

    private void put(LogRecord.Type type, long index, long term) {
        ByteBuffer bytes = ByteBuffer.allocate(RecordFormat.bytes(NO_DATA));
        int latest = new RecordFormat(active().number(), true).put(bytes, checksum, type, index, term, NO_DATA);
        write(bytes.array(), latest);
    }

    private void write(byte[] bytes, int latest) {
        String file = active().name();
        try {
            storage.append(file, bytes);
        } catch (StorageException e) {
            if (e.full() && storage.size(file) > size) {
                storage.truncate(file, size);
            }
            throw e;
        }
        checksum = latest;
        size += bytes.length;
        unsynced = true;
    }
}
