package dev.faultline.node.store;

import dev.faultline.node.Storage;
import dev.faultline.node.raft.HardState;
import java.nio.ByteBuffer;

/** Term and vote. It also bears a {@link Mark}, which costs nothing here since the file is synced anyway. */
final class StateFile {
    static final String NAME = "state";
    private static final int BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES + 2 * Long.BYTES;
    private static final int VERSION = 1;

    private StateFile() {}

    record Content(HardState state, Mark mark) {}

    static void write(Storage storage, HardState state, Mark mark) {
        ByteBuffer content = ByteBuffer.allocate(BYTES)
                .putInt(VERSION)
                .putLong(state.term())
                .putInt(state.vote())
                .putLong(mark.segment())
                .putLong(mark.length())
                .flip();
        AtomicFile.write(storage, NAME, Sealed.seal(content));
    }

    static Content read(Storage storage, boolean checked) {
        ByteBuffer content = Sealed.open(storage, NAME, BYTES, checked);
        Versions.require(NAME, VERSION, content.getInt());
        HardState state = new HardState(content.getLong(), content.getInt());
        return new Content(state, new Mark(content.getLong(), content.getLong()));
    }
}
