package dev.faultline.node.store;

import dev.faultline.node.CorruptStorageException;
import java.nio.ByteBuffer;

/**
 * Tells what a crash can have done to the last segment from corruption. In doubt it is corruption: to cut off an entry that was
 * acknowledged could lose it everywhere, since a server with a shorter log votes for others that have not got it either.
 *
 * <p>Damage is a crash's only if it is not before the {@link Mark}, and is one of these:
 *
 * <ul>
 *   <li>torn: no whole record comes after it (a {@code SEAL} comes after whatever was about to be synced), and it reaches the file's
 *       last sector;
 *   <li>never written: zeros up to the end, or up to records of the same sync. That comes of a sync that failed or did not end. It did
 *       not succeed only if nothing was written after its {@code SEAL}.
 * </ul>
 *
 * <p>The limit: corruption of the whole end of the log, or its loss, that also loses all marks of it looks like a torn tail. See R.
 * Alagappan et al., "Protocol-Aware Recovery for Consensus-Based Storage" (FAST 2018), section 3.3, on what can be told apart.
 */
final class Damage {
    /** Of the disks there are, the largest. */
    private static final int SECTOR = 4096;

    private final String file;
    private final ByteBuffer bytes;
    private final RecordFormat format;
    private final int at;

    private Damage(Segment segment, ByteBuffer bytes, int at) {
        this.file = segment.name();
        this.bytes = bytes;
        this.format = new RecordFormat(segment.number(), true);
        this.at = at;
    }

    /**
     * @param at offset of the first record that is damaged
     * @param synced how much of this segment is known to be synced
     */
    static void requireCrash(Segment segment, ByteBuffer bytes, int at, long synced) {
        Damage damage = new Damage(segment, bytes, at);
        if (at < synced) {
            throw damage.corruption("a record is damaged or missing before " + synced + ", which was synced");
        }
        int next = damage.nextRecord(at + 1);
        if (damage.zeros(next)) {
            damage.requireSameSync(next);
        } else {
            damage.requireTorn(next);
        }
    }

    private void requireTorn(int next) {
        if (next < bytes.limit()) {
            throw corruption("a record is damaged, and one at " + next + " after it is not");
        }
        int sector = bytes.limit() - SECTOR;
        if (at < sector && RecordFormat.claimedEnd(bytes, at) < sector) {
            throw corruption(
                    "a record is damaged, and not by a crash: it is " + (bytes.limit() - at) + " bytes before the end");
        }
    }

    private void requireSameSync(int next) {
        boolean sealed = false;
        LogRecord record = format.read(bytes, next);
        while (record != null) {
            if (sealed) {
                throw corruption("records are missing that were synced, for others were written later");
            }
            sealed = record.type() == LogRecord.Type.SEAL;
            record = format.read(bytes, nextRecord(record.end()));
        }
    }

    /** Where the next whole record begins, at {@code from} or later; the end if there is none. */
    private int nextRecord(int from) {
        int next = Math.min(from, bytes.limit());
        while (next < bytes.limit() && format.read(bytes, next) == null) {
            next++;
        }
        return next;
    }

    private boolean zeros(int end) {
        for (int i = at; i < end; i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private CorruptStorageException corruption(String what) {
        return new CorruptStorageException(file + " at " + at + ": " + what);
    }
}
