package dev.faultline.node.raft;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a leader knows of one follower (figure 3.1: nextIndex, matchIndex). */
final class Follower {

    /** How it is fed. */
    enum Mode {
        /** One message at a time, until it is known where the logs match. */
        PROBE,
        /** Messages one after another without waiting, up to the window (10.2.2). */
        PIPELINE,
        /** Chunks of a snapshot, one at a time (5). */
        SNAPSHOT
    }

    final int id;
    /** The last index of each message under way. */
    final Deque<Long> inFlight = new ArrayDeque<>();

    Mode mode = Mode.PROBE;
    long nextIndex;
    long matchIndex;
    long matchAtHeartbeat;
    boolean probing;
    long answeredRound;
    long answeredNanos;
    long snapshotIndex;
    long snapshotBytes;

    Follower(int id, long nextIndex, long nowNanos) {
        this.id = id;
        this.nextIndex = nextIndex;
        this.answeredNanos = nowNanos;
    }

    void probe(long from) {
        mode = Mode.PROBE;
        nextIndex = from;
        probing = false;
        inFlight.clear();
    }

    void matches(long index) {
        matchIndex = Math.max(matchIndex, index);
        nextIndex = Math.max(nextIndex, matchIndex + 1);
        while (!inFlight.isEmpty() && inFlight.getFirst() <= matchIndex) {
            inFlight.removeFirst();
        }
        if (mode == Mode.PROBE || (mode == Mode.SNAPSHOT && matchIndex >= snapshotIndex)) {
            mode = Mode.PIPELINE;
            nextIndex = matchIndex + 1;
            inFlight.clear();
        }
    }
}
