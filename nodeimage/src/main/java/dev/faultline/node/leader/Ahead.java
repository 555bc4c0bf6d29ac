package dev.faultline.node.leader;

import dev.faultline.node.Bug;
import dev.faultline.node.machine.ReplicatedMachine;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.raft.Entry;
import dev.faultline.node.raft.RaftStore;
import java.util.Set;

/**
 * The state of a leader that answers before others have what it answers: with the effect of every entry of its log, committed or not. If it
 * is deposed, entries may turn out never to have been, and their acknowledged effects are lost.
 */
final class Ahead {
    private static final int BATCH_BYTES = 1 << 20;

    private final ReplicatedMachine machine;

    /**
     * Begins where a leadership begins.
     *
     * @param committed the machine of the committed entries, {@code applied} of them
     */
    Ahead(Set<Bug> bugs, ReplicatedMachine committed, long applied, RaftStore log) {
        machine = new ReplicatedMachine(bugs);
        machine.restore(committed.snapshot());
        long next = applied + 1;
        while (next <= log.lastIndex()) {
            for (Entry entry : log.entries(next, BATCH_BYTES)) {
                if (entry.kind() == Entry.Kind.COMMAND) {
                    machine.apply(entry.index(), entry.data());
                }
                next = entry.index() + 1;
            }
        }
    }

    /** Performs an entry that was just added to the log. */
    Response apply(long index, byte[] command) {
        return Response.of(machine.apply(index, command));
    }

    ReplicatedMachine machine() {
        return machine;
    }
}
