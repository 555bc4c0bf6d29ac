package dev.faultline.node.raft;

import dev.faultline.node.Env;
import dev.faultline.node.raft.Message.Purpose;
import dev.faultline.node.raft.Message.TimeoutNow;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Leadership transfer (3.10): no more proposals, the target catches up, and is told to campaign at once. */
final class Transfer {
    private final Server server;
    private final Set<Integer> tried = new TreeSet<>();
    private int target;
    private Env.@Nullable Timer abort;

    Transfer(Server server) {
        this.server = server;
    }

    boolean underWay() {
        return target != 0;
    }

    boolean begin(int peer) {
        Follower follower = server.leads() ? server.replication.follower(peer) : null;
        if (follower == null || underWay() || !server.configuration().voters().contains(peer)) {
            return false;
        }
        target = peer;
        // The target may be down: then this leader goes on, after an election timeout.
        abort = server.env.after(server.options.electionMaxNanos(), this::end);
        server.tell("transfers", "hands leadership to " + peer, peer);
        caughtUp(follower);
        return true;
    }

    /**
     * Begins to hand leadership to whoever has most of the log and answers; to another each time, for the one before may have had a reason
     * not to take it.
     */
    void beginWithAnyone() {
        long since = server.env.monotonicNanos() - server.options.electionMinNanos();
        List<Integer> able = server.replication.followers().stream()
                .filter(follower -> server.configuration().voters().contains(follower.id)
                        && server.replication.answeredAfter(follower.id, since))
                .sorted(Comparator.comparingLong((Follower follower) -> -follower.matchIndex)
                        .thenComparingInt(follower -> follower.id))
                .map(follower -> follower.id)
                .toList();
        if (tried.containsAll(able)) {
            tried.clear();
        }
        able.stream().filter(id -> !tried.contains(id)).findFirst().ifPresent(id -> {
            tried.add(id);
            begin(id);
        });
    }

    /** A leadership begins, or is over. */
    void reset() {
        end();
        tried.clear();
    }

    void caughtUp(Follower follower) {
        if (follower.id == target && follower.matchIndex == server.store.lastIndex()) {
            server.lease.handOn();
            server.send(target, new TimeoutNow(server.term()));
        }
    }

    void end() {
        target = 0;
        if (abort != null) {
            abort.cancel();
        }
    }

    void received(TimeoutNow message) {
        boolean candidate = server.configuration().votes(server.self()) && !server.leads();
        if (message.term() == server.term() && candidate) {
            server.election.campaign(Purpose.TRANSFER);
        }
    }
}
