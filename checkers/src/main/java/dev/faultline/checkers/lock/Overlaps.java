package dev.faultline.checkers.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How often two clients at least believed to hold the same lock, and for how long: what a lease cannot prevent.
 *
 * @param count pairs of holds that overlap in time
 * @param nanos the sum of their overlaps
 */
record Overlaps(int count, long nanos) {

    static Overlaps in(List<LockHistory> locks) {
        int count = 0;
        long nanos = 0;
        for (LockHistory lock : locks) {
            Overlaps found = among(lock.holds());
            count += found.count;
            nanos += found.nanos;
        }
        return new Overlaps(count, nanos);
    }

    private static Overlaps among(Iterable<Hold> holds) {
        List<Hold> sorted = new ArrayList<>();
        holds.forEach(sorted::add);
        sorted.sort(Comparator.comparingLong(Hold::fromNanos));
        int count = 0;
        long nanos = 0;
        List<Hold> open = new ArrayList<>();
        for (Hold hold : sorted) {
            open.removeIf(earlier -> earlier.toNanos() <= hold.fromNanos());
            for (Hold earlier : open) {
                long overlap = Math.min(earlier.toNanos(), hold.toNanos()) - hold.fromNanos();
                count += overlap > 0 ? 1 : 0;
                nanos += Math.max(0, overlap);
            }
            open.add(hold);
        }
        return new Overlaps(count, nanos);
    }
}
