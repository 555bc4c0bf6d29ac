package dev.faultline.node.store;

import dev.faultline.node.CorruptStorageException;
import dev.faultline.node.Storage;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Content with a checksum before it, for files that are only ever written as a whole. Damage to one is never a crash's. */
final class Sealed {
    private Sealed() {}

    static byte[] seal(ByteBuffer content) {
        return ByteBuffer.allocate(Integer.BYTES + content.remaining())
                .putInt(checksum(content))
                .put(content.duplicate())
                .array();
    }

    /**
     * @param checked whether the checksum is to be compared
     * @throws CorruptStorageException when it differs, or when there is less than {@code least} bytes of content
     */
    static ByteBuffer open(Storage storage, String file, int least, boolean checked) {
        ByteBuffer bytes = ByteBuffer.wrap(storage.read(file, 0, Math.toIntExact(storage.size(file))));
        if (bytes.remaining() < Integer.BYTES + least) {
            throw new CorruptStorageException(file + " at 0: ends after " + bytes.remaining() + " bytes");
        }
        int expected = bytes.getInt();
        ByteBuffer content = bytes.slice();
        if (checked && checksum(content) != expected) {
            throw new CorruptStorageException(file + " at 0: its checksum differs");
        }
        return content;
    }

    static int checksum(ByteBuffer content) {
        CRC32C crc = new CRC32C();
        crc.update(content.duplicate());
        return (int) crc.getValue();
    }
}
