package dev.faultline.node.store;

import java.util.Comparator;

/**
 * How far the log is known to have been synced: what is before it cannot be torn, so damage there is corruption.
 *
 * @param segment a segment's number; 0 when nothing is known
 * @param length bytes of that segment; all segments before it are synced as a whole
 */
record Mark(long segment, long length) implements Comparable<Mark> {
    static final Mark NONE = new Mark(0, 0);

    private static final Comparator<Mark> ORDER =
            Comparator.comparingLong(Mark::segment).thenComparingLong(Mark::length);

    @Override
    public int compareTo(Mark other) {
        return ORDER.compare(this, other);
    }
}
