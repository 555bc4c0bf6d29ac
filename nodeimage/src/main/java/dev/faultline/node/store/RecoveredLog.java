package dev.faultline.node.store;

import java.util.List;

/**
 * What recovery found.
 *
 * @param segments in order, copied
 * @param size of the last one that is good; what is after it has been cut off
 * @param checksum of its last record
 * @param sealed whether that is what ends a sync
 */
record RecoveredLog(EntryList entries, List<Segment> segments, int size, int checksum, boolean sealed) {
    RecoveredLog {
        segments = List.copyOf(segments);
    }

    /** A server's first start. */
    static RecoveredLog nothing() {
        return new RecoveredLog(new EntryList(), List.of(), 0, 0, true);
    }
}
