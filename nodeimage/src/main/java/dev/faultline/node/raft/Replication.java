package dev.faultline.node.raft;

import dev.faultline.node.Bug;
import dev.faultline.node.Env;
import dev.faultline.node.StorageException;
import dev.faultline.node.raft.Message.AppendEntries;
import dev.faultline.node.raft.Message.Appended;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Log replication, as the leader does it (3.5): batches, a window of messages under way, heartbeats, the commit rule (3.6.2), and
 * stepping down when no quorum answers (6.2).
 */
final class Replication {
    private final Server server;
    private final TreeMap<Integer, Follower> followers = new TreeMap<>();
    private Env.@Nullable Timer heartbeat;
    private boolean flushComes;
    private long syncedIndex;
    private long firstOfTerm;
    private long round;

    Replication(Server server) {
        this.server = server;
    }

    /** The first entry of a term is a no-op, by which the leader learns what is committed (6.4). */
    void begin() {
        syncedIndex = 0;
        round = 0;
        followers.clear();
        server.lease.begin();
        firstOfTerm = server.store.lastIndex() + 1;
        meetFollowers();
        append(Entry.Kind.NOOP, new byte[0]);
        beat();
    }

    void end() {
        if (heartbeat != null) {
            heartbeat.cancel();
        }
        followers.clear();
    }

    Collection<Follower> followers() {
        return followers.values();
    }

    @Nullable
    Follower follower(int id) {
        return followers.get(id);
    }

    /** Whether an entry of its own term is committed, before which a leader does not know what is (6.4). */
    boolean knowsWhatIsCommitted() {
        return server.commit() >= firstOfTerm;
    }

    /**
     * Adds an entry to the leader's log; what comes within one turn shares one write to disk and one message.
     *
     * @throws StorageException that is full: nothing was added
     */
    Proposal append(Entry.Kind kind, byte[] data) {
        Entry entry = new Entry(server.store.lastIndex() + 1, server.term(), kind, data);
        server.append(List.of(entry));
        if (kind == Entry.Kind.CONFIGURATION) {
            meetFollowers();
        }
        if (!flushComes) {
            flushComes = true;
            server.env.after(0, this::flush);
        }
        return new Proposal(entry.index(), entry.term());
    }

    /** Followers write while the leader does (10.2.1), which counts itself when its own disk has it. */
    private void flush() {
        flushComes = false;
        if (!server.leads()) {
            return;
        }
        followers.values().forEach(this::feed);
        long last = server.store.lastIndex();
        server.sync();
        syncedIndex = last;
        advanceCommit();
    }

    private void meetFollowers() {
        TreeSet<Integer> members = new TreeSet<>(server.configuration().members());
        members.remove(server.self());
        followers.keySet().retainAll(members);
        long now = server.env.monotonicNanos();
        members.forEach(id -> followers.computeIfAbsent(id, i -> new Follower(i, server.store.lastIndex() + 1, now)));
    }

    private void beat() {
        if (!server.leads()) {
            return;
        }
        heartbeat = server.env.after(server.options.heartbeatNanos(), this::beat);
        if (noQuorumAnswers()) {
            server.tell("steps-down", "no quorum has answered for an election timeout", 0);
            server.become(Role.FOLLOWER, 0);
            return;
        }
        for (Follower follower : followers.values()) {
            lookForLosses(follower);
        }
        beginRound();
    }

    /** Check quorum (6.2). */
    private boolean noQuorumAnswers() {
        long since = server.env.monotonicNanos() - server.options.electionMaxNanos();
        return !server.has(Bug.STALE_LEADER_READ)
                && !server.configuration().quorum(id -> id == server.self() || answeredAfter(id, since));
    }

    boolean answeredAfter(int id, long nanos) {
        Follower follower = followers.get(id);
        return follower != null && follower.answeredNanos - nanos >= 0;
    }

    private static void lookForLosses(Follower follower) {
        follower.probing = false;
        if (!follower.inFlight.isEmpty() && follower.matchIndex == follower.matchAtHeartbeat) {
            follower.probe(follower.matchIndex + 1);
        }
        follower.matchAtHeartbeat = follower.matchIndex;
    }

    /** The number that the next round will have. */
    long nextRound() {
        return round + 1;
    }

    /** Makes itself heard, to learn whether it still leads. What a quorum answers to this round was sent after this call began. */
    void beginRound() {
        round++;
        server.lease.sent(round);
        for (Follower follower : followers.values()) {
            if (!feed(follower)) {
                sendHeartbeat(follower);
            }
        }
        roundsAnswered();
    }

    /** Sends what the follower lacks, as far as the window allows. */
    private boolean feed(Follower follower) {
        boolean sent = false;
        while (mayFeed(follower)) {
            long prev = follower.nextIndex - 1;
            if (!canFollow(prev)) {
                server.snapshots.sendChunk(follower, round);
                return true;
            }
            List<Entry> entries = server.store.entries(follower.nextIndex, server.options.batchBytes());
            send(follower, prev, entries);
            sent = true;
            if (follower.mode == Follower.Mode.PROBE) {
                follower.probing = true;
            } else {
                follower.nextIndex += entries.size();
                follower.inFlight.addLast(follower.nextIndex - 1);
            }
        }
        return sent;
    }

    private boolean mayFeed(Follower follower) {
        return switch (follower.mode) {
            case PROBE -> !follower.probing && follower.nextIndex <= server.store.lastIndex();
            case PIPELINE ->
                follower.nextIndex <= server.store.lastIndex() && follower.inFlight.size() < server.options.window();
            case SNAPSHOT -> false;
        };
    }

    private void sendHeartbeat(Follower follower) {
        long prev = follower.inFlight.isEmpty() ? follower.nextIndex - 1 : follower.matchIndex;
        if (follower.mode == Follower.Mode.SNAPSHOT || !canFollow(prev)) {
            server.snapshots.sendChunk(follower, round);
        } else {
            send(follower, prev, List.of());
        }
    }

    private void send(Follower follower, long prev, List<Entry> entries) {
        Applier applier = server.applier;
        server.send(
                follower.id,
                new AppendEntries(
                        server.term(),
                        prev,
                        server.store.term(prev),
                        entries,
                        server.commit(),
                        round,
                        applier.applied(),
                        applier.digest()));
    }

    /** Whether entries after that one are there, and its term is known, from the log or from the snapshot before it. */
    private boolean canFollow(long prev) {
        RaftStore store = server.store;
        return prev >= store.firstIndex()
                || (prev == store.firstIndex() - 1
                        && (prev == 0
                                || store.snapshot().map(s -> s.index() == prev).orElse(false)));
    }

    void answered(int from, Appended answer) {
        Follower follower = heardFrom(from, answer.round());
        if (follower == null) {
            return;
        }
        if (answer.matched()) {
            boolean more = answer.index() > follower.matchIndex || follower.mode == Follower.Mode.PROBE;
            follower.matches(answer.index());
            if (more) {
                advanceCommit();
                server.transfer.caughtUp(follower);
                server.membership.caughtUp(follower);
            }
        } else if (isNews(follower, answer.prevIndex())) {
            follower.probe(Math.max(1, Math.min(answer.prevIndex(), answer.index() + 1)));
        }
        if (server.leads()) {
            feed(follower);
        }
    }

    /** Answers of messages that were overtaken tell nothing about the present attempt. */
    private static boolean isNews(Follower follower, long prevIndex) {
        return follower.mode == Follower.Mode.PROBE
                ? prevIndex == follower.nextIndex - 1
                : follower.mode == Follower.Mode.PIPELINE && prevIndex >= follower.matchIndex;
    }

    /** A follower of this term answered, whatever it said. */
    @Nullable
    Follower heardFrom(int from, long answeredRound) {
        Follower follower = server.leads() ? followers.get(from) : null;
        if (follower != null) {
            follower.answeredNanos = server.env.monotonicNanos();
            if (answeredRound > follower.answeredRound) {
                follower.answeredRound = answeredRound;
                roundsAnswered();
            }
        }
        return server.leads() ? follower : null;
    }

    private void roundsAnswered() {
        long answered = server.configuration().reachedByQuorum(this::roundAnswered);
        server.lease.answered(answered);
        server.readIndex.answered(answered);
    }

    private long roundAnswered(int id) {
        Follower follower = followers.get(id);
        return id == server.self() ? round : follower == null ? 0 : follower.answeredRound;
    }

    /** An entry is committed when a quorum has it and it is of the leader's own term; earlier ones are with it (3.6.2). */
    void advanceCommit() {
        long reached = server.has(Bug.ACK_BEFORE_QUORUM)
                ? syncedIndex
                : server.configuration().reachedByQuorum(this::matchIndex);
        if (reached <= server.commit()) {
            return;
        }
        if (server.has(Bug.OLD_TERM_COMMITTED_BY_COUNTING) || server.store.term(reached) == server.term()) {
            server.committedTo(reached);
        }
    }

    private long matchIndex(int id) {
        Follower follower = followers.get(id);
        return id == server.self() ? syncedIndex : follower == null ? 0 : follower.matchIndex;
    }
}
