package dev.faultline.node.store;

import dev.faultline.node.Storage;
import java.nio.ByteBuffer;

/**
 * Marks, one after each sync of the log, in a file of their own that is not synced each time: to lose some is harmless, for each says
 * only what was true before it was written. They reveal a log that lost its synced end, which nothing in the log itself could.
 */
final class SyncedMarks {
    static final String NAME = "synced";
    private static final int BYTES = Integer.BYTES + 2 * Long.BYTES;
    private static final int SIZE_MAX = 1024 * BYTES;

    private final Storage storage;
    private long size;
    private Mark latest;

    private SyncedMarks(Storage storage, long size, Mark latest) {
        this.storage = storage;
        this.size = size;
        this.latest = latest;
    }

    /** What the file says; a record of it that is damaged, and all after it, says nothing. */
    static SyncedMarks read(Storage storage) {
        long size = Math.max(0, storage.size(NAME));
        ByteBuffer bytes = ByteBuffer.wrap(size == 0 ? new byte[0] : storage.read(NAME, 0, Math.toIntExact(size)));
        Mark latest = Mark.NONE;
        while (bytes.remaining() >= BYTES) {
            int checksum = bytes.getInt();
            if (Sealed.checksum(bytes.slice(bytes.position(), 2 * Long.BYTES)) != checksum) {
                break;
            }
            Mark mark = new Mark(bytes.getLong(), bytes.getLong());
            latest = latest.compareTo(mark) < 0 ? mark : latest;
        }
        return new SyncedMarks(storage, size, latest);
    }

    Mark latest() {
        return latest;
    }

    void note(Mark mark) {
        latest = mark;
        if (size >= SIZE_MAX) {
            rewrite(mark);
            return;
        }
        byte[] bytes = encode(mark);
        storage.append(NAME, bytes);
        size += bytes.length;
    }

    /** Begins the file anew with a mark that is durable on return. */
    void rewrite(Mark mark) {
        latest = mark;
        AtomicFile.write(storage, NAME, encode(mark));
        size = BYTES;
    }

    private static byte[] encode(Mark mark) {
        ByteBuffer content = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(mark.segment())
                .putLong(mark.length())
                .flip();
        return Sealed.seal(content);
    }
}
