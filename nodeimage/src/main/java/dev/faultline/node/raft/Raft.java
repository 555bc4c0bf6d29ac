package dev.faultline.node.raft;

import dev.faultline.node.Env;
import dev.faultline.node.StorageException;
import dev.faultline.node.raft.Message.AppendEntries;
import dev.faultline.node.raft.Message.Appended;
import dev.faultline.node.raft.Message.AskReadIndex;
import dev.faultline.node.raft.Message.InstallSnapshot;
import dev.faultline.node.raft.Message.ReadIndexIs;
import dev.faultline.node.raft.Message.RequestVote;
import dev.faultline.node.raft.Message.SnapshotReceived;
import dev.faultline.node.raft.Message.TimeoutNow;
import dev.faultline.node.raft.Message.Vote;
import dev.faultline.node.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One server of a Raft cluster. Calls come one at a time: from the program, and from the timers it gave to its {@link Env}.
 * An exception that leaves a call means that the server must not go on.
 */
public final class Raft {
    private final Server server;
    private final Configuration initial;

    /** @param initial the members of a new cluster; not used once the store knows some. Nobody, for a server that is to join. */
    public Raft(
            Env env,
            RaftStore store,
            StateMachine machine,
            RaftOptions options,
            Configuration initial,
            Listener listener,
            Sender sender) {
        this.server = new Server(env, store, machine, options, listener, sender);
        this.initial = initial;
    }

    /** Goes on from what the store holds: the machine gets the snapshot; entries after it are applied when they prove committed. */
    public void start() {
        server.start(initial);
    }

    /** A message that a {@link Sender} of another server was given. What is none is ignored and told: it came to nothing here. */
    public void receive(int peer, byte[] message) {
        Message decoded;
        try {
            decoded = MessageCodec.decode(message);
        } catch (MalformedException e) {
            server.tell("ignores", "a malformed message of Raft of n" + peer + ": " + e.getMessage(), peer);
            return;
        }
        server.room.forThis(() -> handle(peer, decoded));
    }

    /** A message whose effect there is no room to keep had none, as if it had been lost. */
    private void handle(int peer, Message decoded) {
        if (decoded instanceof RequestVote m) {
            server.election.requested(peer, m);
        } else if (decoded instanceof Vote m) {
            server.election.answered(peer, m);
        } else if (decoded instanceof AppendEntries m) {
            server.followerLog.received(peer, m);
        } else if (decoded instanceof InstallSnapshot m) {
            server.snapshots.received(peer, m);
        } else if (decoded instanceof Appended m && isOfThisTerm(m)) {
            server.replication.answered(peer, m);
        } else if (decoded instanceof SnapshotReceived m && isOfThisTerm(m)) {
            server.snapshots.answered(peer, m);
        } else if (decoded instanceof TimeoutNow m) {
            server.transfer.received(m);
        } else if (decoded instanceof AskReadIndex m) {
            server.readIndex.asked(peer, m);
        } else if (decoded instanceof ReadIndexIs m) {
            server.readIndex.answered(m);
        }
    }

    /** An answer of a later term ends leadership, one of an earlier term is for who led then (3.3). */
    private boolean isOfThisTerm(Message answer) {
        server.enter(answer.term());
        return answer.term() == server.term();
    }

    /** What a message says, in one line for people. */
    public static String describe(byte[] message) {
        return MessageCodec.decode(message).toString();
    }

    /**
     * Puts a command into the log, if this server leads and is not handing leadership on.
     *
     * @throws StorageException that is {@linkplain StorageException#full full}: there is no room, nothing was kept, and the server goes
     *     on; it begins to hand leadership to another. Any other must end the process
     */
    public Optional<Proposal> propose(byte[] command) {
        if (!server.leads() || server.transfer.underWay()) {
            return Optional.empty();
        }
        try {
            Proposal proposal = server.replication.append(Entry.Kind.COMMAND, command);
            server.applier.expects(proposal);
            return Optional.of(proposal);
        } catch (StorageException e) {
            if (e.full()) {
                server.room.lacks();
                server.transfer.beginWithAnyone();
            }
            throw e;
        }
    }

    /** Says when the state machine may be read here, within this call or later. */
    public void read(ReadMode mode, ReadDone done) {
        if (mode == ReadMode.LOCAL) {
            done.ready();
        } else if (mode == ReadMode.LEASE && server.lease.holds()) {
            server.readIndex.serveAt(server.commit(), done);
        } else {
            server.readIndex.read(done);
        }
    }

    /** Begins to change the members. */
    public Change change(ChangeMembers to) {
        return server.membership.change(to);
    }

    /** Begins to hand leadership to a voter; it may fail, and is over after an election timeout. */
    public boolean transferTo(int peer) {
        return server.transfer.begin(peer);
    }

    /** The configuration in force: the latest in the log, committed or not. */
    public Configuration configuration() {
        return server.configuration();
    }

    public boolean leads() {
        return server.leads();
    }

    /** The leader of this term as far as known; 0 for none. */
    public int leader() {
        return server.leader();
    }

    public long term() {
        return server.term();
    }

    public long commitIndex() {
        return server.commit();
    }

    public long appliedIndex() {
        return server.applier.applied();
    }

    public Role role() {
        boolean votes = server.configuration().votes(server.self());
        return server.role() == Role.FOLLOWER && !votes ? Role.LEARNER : server.role();
    }

    /** Of each follower, while this server leads. */
    public List<FollowerStatus> followers() {
        long now = server.env.monotonicNanos();
        long last = server.store.lastIndex();
        List<FollowerStatus> all = new ArrayList<>();
        for (Follower f : server.replication.followers()) {
            all.add(new FollowerStatus(
                    f.id,
                    f.matchIndex,
                    last - f.matchIndex,
                    now - f.answeredNanos,
                    f.mode.name().toLowerCase(Locale.ROOT)));
        }
        return all;
    }
}
