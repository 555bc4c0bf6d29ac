package dev.faultline.node.store;

import dev.faultline.node.Bug;
import dev.faultline.node.CorruptStorageException;
import dev.faultline.node.Env;
import dev.faultline.node.Storage;
import dev.faultline.node.raft.Entry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the segments and does again what their records say. Cuts off a torn tail; refuses any other damage. */
final class LogRecovery {
    private final Storage storage;
    private final Mark synced;
    private final Set<Bug> bugs;
    private final Consumer<Env.Event> tell;
    private final EntryList entries = new EntryList();
    private @Nullable LogRecord latest;

    LogRecovery(Storage storage, Mark synced, Set<Bug> bugs, Consumer<Env.Event> tell) {
        this.storage = storage;
        this.synced = synced;
        this.bugs = bugs;
        this.tell = tell;
    }

    RecoveredLog recover(List<Segment> segments) {
        long last = segments.isEmpty() ? 0 : segments.get(segments.size() - 1).number();
        if (last < synced.segment()) {
            throw new CorruptStorageException("log segment " + synced.segment() + " at 0: is gone");
        }
        for (Segment segment : segments) {
            replay(segment, segment.number() == last);
        }
        return latest == null
                ? RecoveredLog.nothing()
                : new RecoveredLog(
                        entries, segments, latest.end(), latest.checksum(), latest.type() == LogRecord.Type.SEAL);
    }

    private void replay(Segment segment, boolean last) {
        String file = segment.name();
        ByteBuffer bytes = ByteBuffer.wrap(storage.read(file, 0, Math.toIntExact(storage.size(file))));
        RecordFormat format = new RecordFormat(segment.number(), !bugs.contains(Bug.CORRUPTION_ACCEPTED));
        int at = 0;
        LogRecord record = format.read(bytes, at);
        if (record == null || !record.type().isFirst() || record.index() != segment.first()) {
            throw new CorruptStorageException(file + " at 0: is not the beginning of a segment");
        }
        while (record != null) {
            perform(segment, record, at);
            at = record.end();
            record = format.read(bytes, at);
        }
        long known = segment.number() == synced.segment() ? synced.length() : 0;
        if (at < bytes.limit() || at < known) {
            if (!last) {
                throw new CorruptStorageException(
                        file + " at " + at + ": a record is damaged, and newer segments are there");
            }
            Damage.requireCrash(segment, bytes, at, known);
            tellTorn(file, at, bytes.limit());
        }
        if (last && (at > known || at < bytes.limit())) {
            writeAgain(segment, bytes, at);
        }
    }

    private void tellTorn(String file, int at, int size) {
        String detail = file + " at " + at + ": " + (size - at) + " bytes that were not synced are cut off";
        tell.accept(new Env.Event("torn-tail", detail, 0, 0));
    }

    /**
     * Makes durable what is good of the last segment: a process that was killed, or whose sync failed, may have left what is seen and
     * not on the disk, and to sync it once more need not help: see A. Rebello et al., "Can Applications Recover from fsync Failures?"
     * (ATC 2020). So it is written as a new file.
     */
    private void writeAgain(Segment segment, ByteBuffer bytes, int good) {
        byte[] torn = bugs.contains(Bug.TORN_TAIL_ACCEPTED) ? acceptTorn(segment, bytes, good) : new byte[0];
        ByteBuffer content = ByteBuffer.allocate(good + torn.length);
        content.put(bytes.slice(0, good)).put(torn);
        AtomicFile.write(storage, segment.name(), content.array());
    }

    /** The planted mistake: a record of which there is a beginning is taken for whole. Gives what it would be. */
    private byte[] acceptTorn(Segment segment, ByteBuffer bytes, int at) {
        RecordFormat format = new RecordFormat(segment.number(), true);
        LogRecord torn = format.guess(bytes, at, 1 << 24);
        if (torn == null || torn.index() != entries.last() + 1 || latest == null) {
            return new byte[0];
        }
        ByteBuffer again = ByteBuffer.allocate(RecordFormat.bytes(torn.data()));
        int checksum = format.put(again, latest.checksum(), torn.type(), torn.index(), torn.term(), torn.data());
        entries.add(torn.entry());
        latest = new LogRecord(torn.type(), torn.index(), torn.term(), torn.data(), checksum, 0, at + again.capacity());
        return again.array();
    }

    private void perform(Segment segment, LogRecord record, int at) {
        boolean fits = follows(segment, record) && (record.type().isFirst() == (at == 0));
        fits = fits
                && switch (record.type()) {
                    case BEGIN -> begin(record);
                    case RESTART -> restart(record);
                    case TRUNCATE -> truncate(record);
                    case SEAL -> record.index() == entries.last();
                    case NOOP, COMMAND, CONFIGURATION -> add(record.entry());
                };
        if (!fits) {
            throw new CorruptStorageException(
                    segment.name() + " at " + at + ": a record does not fit those before it, one is missing");
        }
        latest = record;
    }

    private boolean follows(Segment segment, LogRecord record) {
        if (latest == null) {
            return segment.number() > 1 || record.previous() == 0;
        }
        return record.previous() == latest.checksum() || bugs.contains(Bug.CORRUPTION_ACCEPTED);
    }

    private boolean begin(LogRecord record) {
        if (latest == null) {
            return restart(record);
        }
        return record.index() == entries.last() + 1 && record.term() == entries.term(entries.last());
    }

    private boolean restart(LogRecord record) {
        entries.restart(record.index() - 1, record.term());
        return true;
    }

    private boolean truncate(LogRecord record) {
        if (record.index() <= entries.base()) {
            // It was about entries of segments that have been deleted since.
            return restart(record);
        }
        if (record.index() > entries.last()) {
            return false;
        }
        entries.truncateFrom(record.index());
        return record.term() == entries.term(entries.last());
    }

    private boolean add(Entry entry) {
        if (entry.index() != entries.last() + 1) {
            return false;
        }
        entries.add(entry);
        return true;
    }
}
