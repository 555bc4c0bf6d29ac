package dev.faultline.node.raft;

import dev.faultline.node.Bug;
import dev.faultline.node.StorageException;
import dev.faultline.node.raft.Message.InstallSnapshot;
import dev.faultline.node.raft.Message.SnapshotReceived;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Log compaction (5): taking snapshots, starting from one, sending them in chunks, installing them. */
final class Snapshots {
    /** How many entries the planted bug loses. */
    private static final int LOST_TAIL = 5;

    private final Server server;
    /** A snapshot for which there was no room is due again after this part of the entries between two. */
    private static final int LATER = 10;

    private byte[] early = new byte[0];
    private long snapshotIndex;
    private long notBefore;
    private long arrivingIndex;
    private ByteArrayOutputStream arriving = new ByteArrayOutputStream();

    Snapshots(Server server) {
        this.server = server;
    }

    /**
     * Restores what the latest snapshot holds.
     *
     * @return its index, up to which everything is committed
     */
    long restart(Configuration initial) {
        Optional<SnapshotInfo> info = server.store.snapshot();
        if (info.isEmpty()) {
            server.configurations.startFrom(0, initial);
        } else {
            finishInstallation(info.get());
            snapshotIndex = info.get().index();
            server.applier.restore(snapshotIndex, wholeSnapshot());
            server.configurations.startFrom(
                    snapshotIndex, Configuration.decode(info.get().configuration()));
        }
        long from = Math.max(server.store.firstIndex(), snapshotIndex + 1);
        for (long index = from; index <= server.store.lastIndex(); index++) {
            server.configurations.appended(server.store.entry(index));
        }
        return snapshotIndex;
    }

    /** A crash between keeping a leader's snapshot and dropping the log that it replaces leaves both. */
    private void finishInstallation(SnapshotInfo info) {
        if (!logHas(info.index(), info.term())) {
            server.store.restartAfterSnapshot();
        }
    }

    private boolean logHas(long index, long term) {
        RaftStore store = server.store;
        if (index < store.firstIndex()) {
            return index == store.firstIndex() - 1;
        }
        return index <= store.lastIndex() && store.entry(index).term() == term;
    }

    private byte[] wholeSnapshot() {
        return server.store.snapshotChunk(0, Math.toIntExact(server.store.snapshotBytes()));
    }

    /** After so many entries since the one before (5.1.2). */
    void takeWhenDue() {
        long applied = server.applier.applied();
        long since = applied - snapshotIndex;
        boolean losesTail = server.has(Bug.SNAPSHOT_LOSES_TAIL);
        if (losesTail && since == Math.max(1, server.options.snapshotEntries() - LOST_TAIL)) {
            early = server.applier.snapshot();
        }
        if (since >= server.options.snapshotEntries() && applied >= notBefore) {
            byte[] state = losesTail ? early : server.applier.snapshot();
            if (!server.room.forThis(() -> take(applied, state))) {
                notBefore = applied + Math.max(1, server.options.snapshotEntries() / LATER);
            }
        }
    }

    private void take(long index, byte[] state) {
        byte[] configuration = server.configurations.at(index).encode();
        server.store.saveSnapshot(new SnapshotInfo(index, server.store.term(index), configuration), state);
        snapshotIndex = index;
        long kept = index - server.options.keptEntries();
        if (kept >= server.store.firstIndex()) {
            server.store.compactTo(kept);
        }
        server.configurations.compactedTo(index);
        server.tell("snapshots", "snapshot of " + state.length + " bytes up to " + index, 0);
    }

    /** Sends the chunk that the follower lacks; of the latest snapshot, whichever it had begun to receive. */
    void sendChunk(Follower follower, long round) {
        SnapshotInfo info = server.store.snapshot().orElseThrow();
        if (follower.mode != Follower.Mode.SNAPSHOT || follower.snapshotIndex != info.index()) {
            follower.mode = Follower.Mode.SNAPSHOT;
            follower.inFlight.clear();
            follower.snapshotIndex = info.index();
            follower.snapshotBytes = 0;
        }
        long offset = follower.snapshotBytes;
        byte[] chunk = server.store.snapshotChunk(offset, server.options.chunkBytes());
        boolean last = offset + chunk.length >= server.store.snapshotBytes();
        server.send(
                follower.id,
                new InstallSnapshot(
                        server.term(), info.index(), info.term(), info.configuration(), offset, chunk, last, round));
    }

    void answered(int from, SnapshotReceived answer) {
        Follower follower = server.replication.heardFrom(from, answer.round());
        if (follower == null || follower.mode != Follower.Mode.SNAPSHOT || answer.index() != follower.snapshotIndex) {
            return;
        }
        if (answer.installed()) {
            follower.probe(answer.index() + 1);
            follower.matches(answer.index());
            server.replication.advanceCommit();
            if (follower.matchIndex == server.store.lastIndex()) {
                // Nothing is to come of which it could tell that it has it.
                server.transfer.caughtUp(follower);
                server.membership.caughtUp(follower);
            }
        } else if (answer.bytes() != follower.snapshotBytes) {
            follower.snapshotBytes = answer.bytes();
            sendChunk(follower, answer.round());
        }
    }

    void received(int leader, InstallSnapshot message) {
        if (message.term() < server.term()) {
            server.send(leader, new SnapshotReceived(server.term(), message.index(), 0, false, 0));
            return;
        }
        if (!server.followerLog.follows(leader, message.term())) {
            return;
        }
        boolean installed = message.index() <= server.commit() || (arrived(message) && installedFrom(message));
        long bytes = arrivingIndex == message.index() ? arriving.size() : 0;
        server.send(leader, new SnapshotReceived(message.term(), message.index(), bytes, installed, message.round()));
    }

    private boolean arrived(InstallSnapshot message) {
        if (arrivingIndex != message.index() || message.offset() == 0) {
            arrivingIndex = message.index();
            arriving = new ByteArrayOutputStream();
        }
        if (message.offset() != arriving.size()) {
            return false;
        }
        arriving.writeBytes(message.chunk());
        return message.last();
    }

    private boolean installedFrom(InstallSnapshot message) {
        byte[] state = arriving.toByteArray();
        arrivingIndex = 0;
        arriving = new ByteArrayOutputStream();
        boolean follows = logHas(message.index(), message.indexTerm());
        server.store.saveSnapshot(
                new SnapshotInfo(message.index(), message.indexTerm(), message.configuration()), state);
        if (follows) {
            server.store.compactTo(message.index());
        } else {
            restartAfterSnapshot();
        }
        server.installedTo(message.index());
        restart(Configuration.decode(message.configuration()));
        server.tell("installs", "snapshot of the leader up to " + message.index(), server.leader());
        server.readIndex.applied();
        return true;
    }

    /** With the snapshot kept and the log before it still there nothing can go on; at its next start the server finds both. */
    private void restartAfterSnapshot() {
        try {
            server.store.restartAfterSnapshot();
        } catch (StorageException e) {
            StorageException halfDone = new StorageException(String.valueOf(e.getMessage()), false);
            halfDone.initCause(e);
            throw halfDone;
        }
    }
}
