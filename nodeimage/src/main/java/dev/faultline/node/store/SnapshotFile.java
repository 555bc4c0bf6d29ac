package dev.faultline.node.store;

import dev.faultline.node.CorruptStorageException;
import dev.faultline.node.Storage;
import dev.faultline.node.raft.SnapshotInfo;
import java.nio.ByteBuffer;

/** The latest snapshot. Its bytes stay in memory as well, so that what is sent to others was checked once and for all. */
record SnapshotFile(SnapshotInfo info, byte[] state) {
    static final String NAME = "snapshot";
    private static final int LEAST = 2 * Integer.BYTES + 2 * Long.BYTES;
    private static final int VERSION = 1;

    void write(Storage storage) {
        byte[] configuration = info.configuration();
        ByteBuffer content = ByteBuffer.allocate(LEAST + configuration.length + state.length)
                .putInt(VERSION)
                .putLong(info.index())
                .putLong(info.term())
                .putInt(configuration.length)
                .put(configuration)
                .put(state)
                .flip();
        AtomicFile.write(storage, NAME, Sealed.seal(content));
    }

    static SnapshotFile read(Storage storage, boolean checked) {
        ByteBuffer content = Sealed.open(storage, NAME, LEAST, checked);
        Versions.require(NAME, VERSION, content.getInt());
        long index = content.getLong();
        long term = content.getLong();
        int length = content.getInt();
        if (length < 0 || length > content.remaining()) {
            throw new CorruptStorageException(NAME + " at 24: a configuration of " + length + " bytes");
        }
        byte[] configuration = new byte[length];
        content.get(configuration);
        byte[] state = new byte[content.remaining()];
        content.get(state);
        return new SnapshotFile(new SnapshotInfo(index, term, configuration), state);
    }
}
