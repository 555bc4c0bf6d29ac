package dev.faultline.node.raft;

import dev.faultline.node.Bug;
import dev.faultline.node.Env;
import dev.faultline.node.StorageException;
import java.util.List;

/**
 * The state of one server (figure 3.1) and what it consists of. The rules are with its parts; here is what they share: term and vote,
 * role, commit index, and that nothing is promised before it is durable.
 */
final class Server {
    final Env env;
    final RaftStore store;
    final RaftOptions options;
    final Listener listener;
    final Configurations configurations;
    final Applier applier;
    final Election election;
    final Replication replication;
    final FollowerLog followerLog;
    final Snapshots snapshots;
    final ReadIndex readIndex;
    final LeaseReads lease;
    final Transfer transfer;
    final Membership membership;
    final Room room;
    private final Sender sender;

    private long term;
    private int vote;
    private Role role = Role.FOLLOWER;
    private int leader;
    private long commit;
    private boolean unsynced;

    Server(Env env, RaftStore store, StateMachine machine, RaftOptions options, Listener listener, Sender sender) {
        this.env = env;
        this.store = store;
        this.options = options;
        this.listener = listener;
        this.sender = sender;
        configurations = new Configurations(env);
        applier = new Applier(this, machine);
        election = new Election(this);
        replication = new Replication(this);
        followerLog = new FollowerLog(this);
        snapshots = new Snapshots(this);
        readIndex = new ReadIndex(this);
        lease = new LeaseReads(this);
        transfer = new Transfer(this);
        membership = new Membership(this);
        room = new Room(this);
    }

    void start(Configuration initial) {
        HardState remembered = store.hardState();
        term = remembered.term();
        vote = has(Bug.VOTE_FORGOTTEN) ? 0 : remembered.vote();
        commit = snapshots.restart(initial);
        election.start();
    }

    int self() {
        return env.self();
    }

    long term() {
        return term;
    }

    int vote() {
        return vote;
    }

    Role role() {
        return role;
    }

    int leader() {
        return leader;
    }

    long commit() {
        return commit;
    }

    boolean leads() {
        return role == Role.LEADER;
    }

    Configuration configuration() {
        return configurations.latest();
    }

    /** Something that Raft makes impossible has come about: it ends here, unless it was planted, to be seen from outside. */
    void broken(String what) {
        if (options.bugs().isEmpty()) {
            throw new IllegalStateException(what);
        }
        tell("broken", what, 0);
    }

    boolean has(Bug bug) {
        return options.has(bug);
    }

    /**
     * Sees a term: a later one makes a follower of whoever sees it (3.3). Durable on return.
     *
     * @throws StorageException that is full: it is in the term that it was in, and does not lead it if another came
     */
    void enter(long seen) {
        if (seen > term) {
            enter(seen, 0);
        }
    }

    /** Is in that term, having voted so. Durable on return, before anything of that term goes out. */
    void enter(long newTerm, int newVote) {
        boolean later = newTerm > term;
        if (!later && newVote == vote) {
            return;
        }
        keep(new HardState(newTerm, newVote));
        term = newTerm;
        vote = newVote;
        if (later) {
            become(Role.FOLLOWER, 0);
        }
    }

    private void keep(HardState next) {
        if (has(Bug.TERM_NOT_PERSISTED)) {
            return;
        }
        try {
            store.save(next);
        } catch (StorageException e) {
            if (e.full() && leads()) {
                // Others are in a later term: leadership is over, whether that can be kept or not.
                become(Role.FOLLOWER, 0);
            }
            throw e;
        }
        room.found();
    }

    void become(Role newRole, int newLeader) {
        if (role == newRole && leader == newLeader) {
            return;
        }
        boolean steppedDown = leads() && newRole != Role.LEADER;
        role = newRole;
        leader = newLeader;
        if (steppedDown) {
            tell("steps-down", "no longer leads", 0);
            replication.end();
            readIndex.end();
            transfer.reset();
            membership.end();
            applier.lostAll();
            election.restartTimer();
        }
        if (newRole == Role.FOLLOWER && newLeader != 0) {
            tell("follows", "follows " + newLeader, newLeader);
        }
        listener.roleChanged(role, term, leader);
    }

    void committedTo(long index) {
        if (index > commit) {
            commit = index;
            applier.apply();
        }
    }

    /** A snapshot of the leader's took the place of state and log up to {@code index}. */
    void installedTo(long index) {
        commit = index;
    }

    /** Adds entries to the log; not durable before {@link #sync}. */
    void append(List<Entry> entries) {
        store.append(entries);
        wrote();
        room.found();
        entries.forEach(configurations::appended);
    }

    /** The log was written; it is not durable before {@link #sync}. */
    void wrote() {
        unsynced = true;
    }

    void sync() {
        if (unsynced) {
            if (!has(Bug.FSYNC_SKIPPED)) {
                store.sync();
            }
            unsynced = false;
        }
    }

    void send(int peer, Message message) {
        sender.send(peer, MessageCodec.encode(message));
    }

    void tell(String kind, String detail, int subject) {
        env.tell(new Env.Event(kind, detail, subject, term));
    }
}
