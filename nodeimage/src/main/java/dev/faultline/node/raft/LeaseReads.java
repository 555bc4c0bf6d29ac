package dev.faultline.node.raft;

import dev.faultline.node.Bug;
import dev.faultline.node.Env;
import java.util.TreeMap;

/**
 * Reads by lease (6.4.1). Who answered a heartbeat votes for nobody within the least election timeout of having got it, which is not
 * before it was sent; so from the sending on a quorum leaves the leader alone for so long, less what clocks may differ. Monotonic
 * clocks only.
 */
final class LeaseReads {
    private final Server server;
    private final TreeMap<Long, Long> sentNanos = new TreeMap<>();
    private long startNanos;
    private boolean held;
    private boolean handedOn;

    LeaseReads(Server server) {
        this.server = server;
    }

    void begin() {
        sentNanos.clear();
        held = false;
        handedOn = false;
    }

    void sent(long round) {
        if (!server.options.leases()) {
            return;
        }
        sentNanos.put(round, server.env.monotonicNanos());
    }

    /** A quorum answered that round, or a later one. */
    void answered(long round) {
        Long sent = sentNanos.get(round);
        if (sent != null) {
            held = true;
            startNanos = server.has(Bug.LEASE_WITHOUT_DRIFT_BOUND) ? server.env.monotonicNanos() : sent;
            sentNanos.headMap(round, true).clear();
        }
    }

    /**
     * Somebody was asked to take over, and for that the others' waiting does not count. The request may arrive at any time, so there
     * is no lease any more in this term.
     */
    void handOn() {
        handedOn = true;
    }

    boolean holds() {
        return server.options.leases()
                && server.leads()
                && server.replication.knowsWhatIsCommitted()
                && held
                && !handedOn
                && server.env.monotonicNanos() - startNanos < lengthNanos();
    }

    private double lengthNanos() {
        return server.has(Bug.LEASE_WITHOUT_DRIFT_BOUND)
                ? 4.0 * server.options.electionMaxNanos()
                : server.options.electionMinNanos() * (1 - Env.DRIFT_MAX);
    }
}
