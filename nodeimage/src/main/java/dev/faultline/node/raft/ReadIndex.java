package dev.faultline.node.raft;

import dev.faultline.node.Bug;
import dev.faultline.node.raft.Message.AskReadIndex;
import dev.faultline.node.raft.Message.ReadIndexIs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Reads without writing to the log (6.4). The leader notes its commit index, makes sure by a round of heartbeats that it still led
 * afterwards, and the read is served once the state machine has applied that much. A follower asks its leader for such an index.
 */
final class ReadIndex {
    private static final long NONE = -1;

    /** Waits for a quorum to answer {@code round}; 0 until the round has begun. */
    private record Asked(long round, long index, LongConsumer told) {}

    private final Server server;
    private final List<LongConsumer> next = new ArrayList<>();
    private final Deque<Asked> asked = new ArrayDeque<>();
    private final TreeMap<Long, List<ReadDone>> waiting = new TreeMap<>();
    private final TreeMap<Long, ReadDone> forwarded = new TreeMap<>();
    private long lastId;
    private boolean roundComes;

    ReadIndex(Server server) {
        this.server = server;
    }

    void read(ReadDone done) {
        if (server.leads()) {
            if (server.has(Bug.STALE_LEADER_READ)) {
                done.ready();
                return;
            }
            ask(index -> serveAt(index, done));
        } else if (server.leader() != 0) {
            forward(done);
        } else {
            done.refused();
        }
    }

    private void ask(LongConsumer told) {
        next.add(told);
        if (!roundComes) {
            roundComes = true;
            server.env.after(0, this::beginRound);
        }
    }

    /** Reads that came in one turn share a round. Before a leader has committed in its term it does not know what is committed. */
    private void beginRound() {
        roundComes = false;
        if (next.isEmpty() || !server.replication.knowsWhatIsCommitted()) {
            return;
        }
        List<LongConsumer> these = List.copyOf(next);
        next.clear();
        long index = server.commit();
        long round = server.replication.nextRound();
        these.forEach(told -> asked.addLast(new Asked(round, index, told)));
        server.replication.beginRound();
    }

    /** A quorum has answered a round that began after these reads came. */
    void answered(long round) {
        while (!asked.isEmpty() && asked.getFirst().round() <= round) {
            Asked confirmed = asked.removeFirst();
            confirmed.told().accept(confirmed.index());
        }
    }

    void serveAt(long index, ReadDone done) {
        if (index == NONE) {
            done.refused();
        } else if (index <= server.applier.applied()) {
            done.ready();
        } else {
            waiting.computeIfAbsent(index, i -> new ArrayList<>()).add(done);
        }
    }

    void applied() {
        if (!next.isEmpty() && server.leads()) {
            beginRound();
        }
        while (!waiting.isEmpty() && waiting.firstKey() <= server.applier.applied()) {
            waiting.pollFirstEntry().getValue().forEach(ReadDone::ready);
        }
    }

    /** No longer leads: whether it still did is not known of any read. */
    void end() {
        List<LongConsumer> unknown = new ArrayList<>(next);
        asked.forEach(a -> unknown.add(a.told()));
        next.clear();
        asked.clear();
        unknown.forEach(told -> told.accept(NONE));
    }

    private void forward(ReadDone done) {
        // An answer to a question of before a restart must not be taken for an answer to a new one.
        lastId = lastId == 0 ? server.env.random().nextLong() : lastId + 1;
        long id = lastId;
        forwarded.put(id, done);
        server.send(server.leader(), new AskReadIndex(server.term(), id));
        server.env.after(server.options.electionMaxNanos(), () -> told(id, NONE));
    }

    private void told(long id, long index) {
        ReadDone done = forwarded.remove(id);
        if (done != null) {
            serveAt(index, done);
        }
    }

    void asked(int follower, AskReadIndex question) {
        LongConsumer answer = index -> server.send(follower, new ReadIndexIs(server.term(), question.id(), index));
        if (server.leads()) {
            ask(answer);
        } else {
            answer.accept(NONE);
        }
    }

    void answered(ReadIndexIs answer) {
        told(answer.id(), answer.index());
    }
}
