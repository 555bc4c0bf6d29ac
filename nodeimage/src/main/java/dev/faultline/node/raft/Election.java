package dev.faultline.node.raft;

import dev.faultline.node.Bug;
import dev.faultline.node.Env;
import dev.faultline.node.StorageException;
import dev.faultline.node.raft.Message.Purpose;
import dev.faultline.node.raft.Message.RequestVote;
import dev.faultline.node.raft.Message.Vote;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Leader election (3.4) with pre-vote (9.6), and whom a server votes for (3.4, 3.6.1, 4.2.3). */
final class Election {
    private final Server server;
    private final TreeSet<Integer> votes = new TreeSet<>();
    private Purpose asking = Purpose.PRE_VOTE;
    private Env.@Nullable Timer timeout;
    private Env.@Nullable Timer again;
    /** How long it waits for a leader this time. */
    private long patienceNanos;

    private long waitsSinceNanos;
    private long heardNanos;
    private boolean heard;

    Election(Server server) {
        this.server = server;
    }

    void start() {
        if (server.options.leases()) {
            // It may have answered a heartbeat right before it ended, on which a lease rests.
            heardOfLeader();
        }
        restartTimer();
    }

    /** A message of the present leader came. The timer finds that out when it fires: messages are many, and timers cost. */
    void heardOfLeader() {
        heard = true;
        heardNanos = server.env.monotonicNanos();
        waitsSinceNanos = heardNanos;
    }

    /** Anew and at random, so that candidates seldom meet (3.4). */
    void restartTimer() {
        stop(timeout);
        long min = server.options.electionMinNanos();
        long max = server.options.electionMaxNanos();
        patienceNanos = server.env.random().nextLong(min, max);
        waitsSinceNanos = server.env.monotonicNanos();
        timeout = server.env.after(patienceNanos, this::waited);
    }

    private void waited() {
        long left = waitsSinceNanos + patienceNanos - server.env.monotonicNanos();
        if (left > 0) {
            timeout = server.env.after(left, this::waited);
        } else {
            timedOut();
        }
    }

    private void timedOut() {
        if (server.leads()) {
            return;
        }
        restartTimer();
        // Alone, a server elects itself at once, for which it must keep its vote.
        server.room.forThis(this::standForElection);
    }

    private void standForElection() {
        if (!server.configuration().votes(server.self())) {
            server.become(Role.FOLLOWER, 0);
            return;
        }
        if (server.leader() != 0) {
            server.tell("suspects", "has not heard of " + server.leader(), server.leader());
        }
        server.become(Role.PRE_CANDIDATE, 0);
        server.tell("pre-votes", "asks whether it could win term " + (server.term() + 1), 0);
        ask(Purpose.PRE_VOTE);
    }

    /**
     * Becomes a candidate of the next term.
     *
     * @throws StorageException that is full: it is none, for it could not keep its vote for itself
     */
    void campaign(Purpose purpose) {
        server.enter(server.term() + 1, server.self());
        server.become(Role.CANDIDATE, 0);
        server.tell("campaigns", "campaigns in term " + server.term(), 0);
        restartTimer();
        ask(purpose);
    }

    private void ask(Purpose purpose) {
        asking = purpose;
        votes.clear();
        votes.add(server.self());
        if (!counted()) {
            askThoseWhoDidNotAnswer();
        }
    }

    /** Requests are sent again until there is an answer, as long as the campaign lasts (3.3). */
    private void askThoseWhoDidNotAnswer() {
        stop(again);
        if (server.role() != Role.PRE_CANDIDATE && server.role() != Role.CANDIDATE) {
            return;
        }
        long last = server.store.lastIndex();
        long term = asking == Purpose.PRE_VOTE ? server.term() + 1 : server.term();
        RequestVote request = new RequestVote(term, last, server.store.term(last), asking);
        for (int peer : server.configuration().members()) {
            if (server.configuration().votes(peer) && !votes.contains(peer)) {
                server.send(peer, request);
            }
        }
        again = server.env.after(server.options.heartbeatNanos(), this::askThoseWhoDidNotAnswer);
    }

    void requested(int candidate, RequestVote request) {
        if (request.purpose() != Purpose.TRANSFER && mayStillHaveALeader()) {
            return;
        }
        if (request.purpose() == Purpose.PRE_VOTE) {
            boolean would = request.term() >= server.term() && wouldVote(candidate, request);
            server.send(candidate, new Vote(would ? request.term() : server.term(), would, true));
            return;
        }
        boolean granted = request.term() >= server.term() && wouldVote(candidate, request);
        if (granted) {
            server.enter(request.term(), candidate);
            restartTimer();
        } else {
            server.enter(request.term());
        }
        server.send(candidate, new Vote(server.term(), granted, false));
    }

    /** Who heard of a leader within the least election timeout neither votes nor sees the candidate's term (4.2.3). */
    private boolean mayStillHaveALeader() {
        return server.leads()
                || (heard && server.env.monotonicNanos() - heardNanos < server.options.electionMinNanos());
    }

    /** One vote a term (3.4), and only for a log that is at least as up-to-date as its own (3.6.1). */
    private boolean wouldVote(int candidate, RequestVote request) {
        boolean free = request.term() > server.term() || server.vote() == 0 || server.vote() == candidate;
        return free && (server.has(Bug.VOTE_WITHOUT_LOG_CHECK) || isUpToDate(request));
    }

    private boolean isUpToDate(RequestVote request) {
        long last = server.store.lastIndex();
        long lastTerm = server.store.term(last);
        return request.lastTerm() > lastTerm || (request.lastTerm() == lastTerm && request.lastIndex() >= last);
    }

    void answered(int voter, Vote vote) {
        if (!vote.granted()) {
            server.enter(vote.term());
            return;
        }
        boolean ofThisCampaign = vote.preVote()
                ? server.role() == Role.PRE_CANDIDATE && vote.term() == server.term() + 1
                : server.role() == Role.CANDIDATE && vote.term() == server.term();
        if (ofThisCampaign) {
            votes.add(voter);
            counted();
        }
    }

    private boolean counted() {
        if (!server.configuration().quorum(votes::contains)) {
            return false;
        }
        stop(again);
        if (server.role() == Role.PRE_CANDIDATE) {
            campaign(Purpose.VOTE);
        } else {
            stop(timeout);
            server.become(Role.LEADER, server.self());
            server.tell("leads", "leads term " + server.term(), server.self());
            if (!server.room.forThis(server.replication::begin)) {
                // No room for the entry that a leader begins with.
                server.become(Role.FOLLOWER, 0);
            }
        }
        return true;
    }

    private static void stop(Env.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
