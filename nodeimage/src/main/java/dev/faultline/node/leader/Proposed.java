package dev.faultline.node.leader;

import dev.faultline.node.protocol.Response;
import dev.faultline.node.raft.Proposal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Proposals of this node whose outcome is awaited. It is known once an entry is applied at the index, even when the leadership was lost:
 * with the same term it is the proposal, with another the proposal never takes effect.
 */
final class Proposed {
    private static final Outcome REPLACED = new Outcome.NotServed("another leader's entry took its place");

    private final TreeMap<Long, Waiting> waiting = new TreeMap<>();

    private record Waiting(long term, Consumer<Outcome> then) {}

    void await(Proposal proposal, Consumer<Outcome> then) {
        Waiting before = waiting.put(proposal.index(), new Waiting(proposal.term(), then));
        if (before != null) {
            // Of an earlier term: this log lost that entry before this node led again, but another may have it and
            // still commit it.
            before.then.accept(new Outcome.Lost("another leader's entry took its place, which is not committed"));
        }
    }

    void applied(long index, long term, byte[] result) {
        Waiting here = waiting.remove(index);
        if (here != null) {
            here.then.accept(here.term == term ? new Outcome.Final(Response.of(result)) : REPLACED);
        }
        passOver(index);
    }

    /** What a snapshot brought was never applied here one by one, and no-ops and configurations have no result that came here. */
    private void passOver(long index) {
        while (!waiting.isEmpty() && waiting.firstKey() < index) {
            Map.Entry<Long, Waiting> passed = waiting.pollFirstEntry();
            passed.getValue().then.accept(new Outcome.Lost("a snapshot took the place of what became of it"));
        }
    }
}
