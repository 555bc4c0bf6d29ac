package dev.faultline.node.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How records stand in a segment: length of the body (4 bytes), checksum (4), checksum of the record before (4), then the body: type
 * (1), index (8), term (8), data. The checksum is CRC-32C over the segment's number and all but itself; so a record of another segment,
 * or one at the wrong place, is no record of this one, and each can be checked without those before it.
 */
final class RecordFormat {
    private static final int CHECKSUM_AT = 4;
    private static final int PREVIOUS_AT = 8;
    private static final int BODY_AT = 12;
    private static final int DATA_AT = 29;
    private static final int BODY_LEAST = DATA_AT - BODY_AT;
    private static final LogRecord.Type[] TYPES = LogRecord.Type.values();

    /** Its number, as eight bytes. */
    private final byte[] segment;

    private final boolean checked;

    /**
     * @param segment the number of the segment
     * @param checked whether checksums are to be compared
     */
    RecordFormat(long segment, boolean checked) {
        this.segment = ByteBuffer.allocate(Long.BYTES).putLong(segment).array();
        this.checked = checked;
    }

    static int bytes(byte[] data) {
        return DATA_AT + data.length;
    }

    /** Writes a record; gives its checksum. */
    int put(ByteBuffer to, int previous, LogRecord.Type type, long index, long term, byte[] data) {
        int at = to.position();
        to.putInt(BODY_LEAST + data.length).putInt(0).putInt(previous);
        to.put((byte) type.ordinal()).putLong(index).putLong(term).put(data);
        int checksum = checksum(to, at, to.position() - at);
        to.putInt(at + CHECKSUM_AT, checksum);
        return checksum;
    }

    /** The record at an offset; null when there is none that is whole and undamaged. */
    @Nullable
    LogRecord read(ByteBuffer bytes, int at) {
        int left = bytes.limit() - at;
        if (left < DATA_AT || lengthAt(bytes, at) < BODY_LEAST || lengthAt(bytes, at) > left - BODY_AT) {
            return null;
        }
        int length = BODY_AT + lengthAt(bytes, at);
        int type = bytes.get(at + BODY_AT);
        if (type < 0 || type >= TYPES.length) {
            return null;
        }
        if (checked && checksum(bytes, at, length) != bytes.getInt(at + CHECKSUM_AT)) {
            return null;
        }
        return record(bytes, at, length, new byte[length - DATA_AT]);
    }

    /** The entry that a record at the end would be if what is missing were zeros; null when not even its head is there. */
    @Nullable
    LogRecord guess(ByteBuffer bytes, int at, int lengthMax) {
        int left = bytes.limit() - at;
        if (left < DATA_AT || lengthAt(bytes, at) < BODY_LEAST || lengthAt(bytes, at) > lengthMax) {
            return null;
        }
        int type = bytes.get(at + BODY_AT);
        if (type < 0 || type >= TYPES.length || !TYPES[type].isEntry()) {
            return null;
        }
        int length = BODY_AT + lengthAt(bytes, at);
        return record(bytes, at, Math.min(length, left), new byte[length - DATA_AT]);
    }

    /**
     * Where the record at an offset says it ends, which may be after the file; -1 when it cannot be a record's head.
     */
    static long claimedEnd(ByteBuffer bytes, int at) {
        if (bytes.limit() - at < BODY_AT) {
            return Long.MAX_VALUE;
        }
        int length = lengthAt(bytes, at);
        return length < BODY_LEAST ? -1 : (long) at + BODY_AT + length;
    }

    private static LogRecord record(ByteBuffer bytes, int at, int length, byte[] data) {
        bytes.get(at + DATA_AT, data, 0, length - DATA_AT);
        return new LogRecord(
                TYPES[bytes.get(at + BODY_AT)],
                bytes.getLong(at + BODY_AT + 1),
                bytes.getLong(at + BODY_AT + 9),
                data,
                bytes.getInt(at + CHECKSUM_AT),
                bytes.getInt(at + PREVIOUS_AT),
                at + length);
    }

    private static int lengthAt(ByteBuffer bytes, int at) {
        return bytes.getInt(at);
    }

    private int checksum(ByteBuffer bytes, int at, int length) {
        byte[] all = bytes.array();
        int from = bytes.arrayOffset() + at;
        CRC32C crc = new CRC32C();
        crc.update(segment);
        crc.update(all, from, CHECKSUM_AT);
        crc.update(all, from + PREVIOUS_AT, length - PREVIOUS_AT);
        return (int) crc.getValue();
    }
}
