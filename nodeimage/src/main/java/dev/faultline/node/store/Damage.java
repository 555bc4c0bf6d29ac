package dev.faultline.node.store;

import dev.faultline.node.CorruptStorageException;
import java.nio.ByteBuffer;

/**
 * Tells what a crash can have done to the last segment from corruption. A crash keeps a prefix of what was appended and not synced,
 * whose end may be torn. So damage is a crash's only if it is not before the {@link Mark}, if no whole record comes after it (a
 * {@code SEAL} comes after whatever was about to be synced), and if it reaches the file's last sector or nothing but zeros follow, which
 * is what pages leave that were never written. In doubt it is
 * corruption: to cut off an entry that was acknowledged could lose it everywhere, since a server with a shorter log votes for others
 * that have not got it either.
 *
 * <p>The limit: corruption of several records at the very end, or a loss of the end, that also loses all marks of it, looks like a
 * torn tail. See R. Alagappan et al., "Protocol-Aware Recovery for Consensus-Based Storage" (FAST 2018), section 3.3, on what can be
 * told apart.
 */
final class Damage {
    /** Of the disks there are, the largest. */
    private static final int SECTOR = 4096;

    private Damage() {}

    /**
     * @param at offset of the first record that is damaged
     * @param synced how much of this segment is known to be synced
     */
    static void requireTornTail(Segment segment, ByteBuffer bytes, int at, long synced) {
        String file = segment.name();
        RecordFormat format = new RecordFormat(segment.number(), true);
        if (at < synced) {
            throw new CorruptStorageException(
                    file + " at " + at + ": a record is damaged or missing before " + synced + ", which was synced");
        }
        if (zeros(bytes, at)) {
            return;
        }
        long claimed = RecordFormat.claimedEnd(bytes, at);
        if (at < bytes.limit() - SECTOR && claimed < bytes.limit() - SECTOR) {
            throw new CorruptStorageException(file + " at " + at + ": a record is damaged, and not by a crash: it is "
                    + (bytes.limit() - at) + " bytes before the end");
        }
        for (int after = at + 1; after < bytes.limit(); after++) {
            if (format.read(bytes, after) != null) {
                throw new CorruptStorageException(
                        file + " at " + at + ": a record is damaged, and one at " + after + " after it is not");
            }
        }
    }

    private static boolean zeros(ByteBuffer bytes, int from) {
        for (int at = from; at < bytes.limit(); at++) {
            if (bytes.get(at) != 0) {
                return false;
            }
        }
        return true;
    }
}
