package dev.faultline.node.raft;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Virtual time: what happens next, in one order that the seed decides. */
final class World {
    private record Happening(long nanos, long number, Runnable action) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    final SplittableRandom random;
    private final PriorityQueue<Happening> queue = new PriorityQueue<>();
    private long now;
    private long number;

    World(long seed) {
        random = new SplittableRandom(seed);
    }

    long now() {
        return now;
    }

    void at(long nanos, Runnable action) {
        queue.add(new Happening(Math.max(nanos, now), number++, action));
    }

    void in(long nanos, Runnable action) {
        at(now + nanos, action);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Happens what is next; the time, or -1 past {@code until}. */
    boolean step(long until) {
        Happening next = queue.peek();
        if (next == null || next.nanos() > until) {
            now = until;
            return false;
        }
        queue.remove();
        now = next.nanos();
        next.action().run();
        return true;
    }
}
