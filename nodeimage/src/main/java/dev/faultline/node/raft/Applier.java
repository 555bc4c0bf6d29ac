package dev.faultline.node.raft;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Applies what is committed, in order (3.5), and keeps a digest of what the state machine answered, by which leader and follower
 * compare their states.
 */
final class Applier {
    /** How many applied indexes a follower can still be compared at. */
    private static final int REMEMBERED = 512;

    private final Server server;
    private final StateMachine machine;
    private final TreeMap<Long, Long> proposals = new TreeMap<>();
    private final long[] digestIndexes = new long[REMEMBERED];
    private final long[] digests = new long[REMEMBERED];
    private long applied;
    private long digest;
    private boolean applying;

    Applier(Server server, StateMachine machine) {
        this.server = server;
        this.machine = machine;
    }

    long applied() {
        return applied;
    }

    long digest() {
        return digest;
    }

    /** Our own proposal, whose proposer is to be told when it is lost. */
    void expects(Proposal proposal) {
        proposals.put(proposal.index(), proposal.term());
    }

    void lostAll() {
        Map<Long, Long> lost = new TreeMap<>(proposals);
        proposals.clear();
        lost.forEach(server.listener::lost);
    }

    void apply() {
        if (applying) {
            return;
        }
        applying = true;
        try {
            while (applied < server.commit()) {
                apply(server.store.entry(applied + 1));
                server.snapshots.takeWhenDue();
            }
        } finally {
            applying = false;
        }
        server.readIndex.applied();
    }

    private void apply(Entry entry) {
        applied = entry.index();
        Long proposed = proposals.remove(applied);
        if (proposed != null && proposed != entry.term()) {
            server.listener.lost(applied, proposed);
        }
        switch (entry.kind()) {
            case NOOP -> {
                remember(new byte[0]);
                server.membership.resume();
            }
            case COMMAND -> {
                byte[] result = machine.apply(applied, entry.data());
                remember(result);
                server.listener.applied(applied, entry.term(), entry.data(), result);
            }
            case CONFIGURATION -> {
                remember(entry.data());
                server.membership.committed(applied, Configuration.decode(entry.data()));
            }
        }
    }

    private void remember(byte[] result) {
        digest = (digest * 0x9E3779B97F4A7C15L + Arrays.hashCode(result)) * 0xBF58476D1CE4E5B9L + applied;
        digest ^= digest >>> 29;
        int slot = (int) (applied % REMEMBERED);
        digestIndexes[slot] = applied;
        digests[slot] = digest;
    }

    /** Fails, and so stops the server, when the leader's state machine answered otherwise up to that index. */
    void compare(int leader, long index, long leadersDigest) {
        int slot = (int) (index % REMEMBERED);
        if (server.options.stateChecks()
                && index > 0
                && digestIndexes[slot] == index
                && digests[slot] != leadersDigest) {
            server.tell("diverged", "its state at " + index + " is not that of leader " + leader, leader);
            throw new IllegalStateException("state at index " + index + " differs from that of leader " + leader);
        }
    }

    byte[] snapshot() {
        return new ByteWriter().fixed64(digest).raw(machine.snapshot()).toBytes();
    }

    void restore(long index, byte[] snapshot) {
        ByteReader in = new ByteReader(snapshot);
        digest = in.fixed64();
        machine.restore(in.rest());
        applied = index;
    }
}
