package dev.faultline.node.leader;

import dev.faultline.node.Env;
import dev.faultline.node.machine.ReplicatedMachine;

/**
 * The time that a leader stamps commands with: it goes on from what the log holds as the leader's monotonic clock does. Wall clocks have
 * no part in it, so no skew ends a lease early; while nobody leads, time stands still and leases last longer.
 */
final class LeaderClock {
    private final Env env;
    private final ReplicatedMachine machine;
    private long baseNanos;
    private long sinceNanos;

    LeaderClock(Env env, ReplicatedMachine machine) {
        this.env = env;
        this.machine = machine;
        begin();
    }

    /** A leadership begins. */
    void begin() {
        baseNanos = machine.timeNanos();
        sinceNanos = env.monotonicNanos();
    }

    long stampNanos() {
        long elapsed = env.monotonicNanos() - sinceNanos;
        if (machine.timeNanos() > baseNanos + elapsed) {
            // Entries of the leader before, which were not yet applied when this one began.
            begin();
            return baseNanos;
        }
        return baseNanos + elapsed;
    }
}
