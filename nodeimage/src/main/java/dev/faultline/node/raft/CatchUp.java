package dev.faultline.node.raft;

/**
 * Whether a new server's log is close enough to the leader's (4.2.1): it is replicated in rounds, each up to where the log ended when
 * the round began, until a round takes less than an election timeout.
 */
final class CatchUp {
    private static final int ROUNDS_MAX = 10;

    enum State {
        GOES_ON,
        DONE,
        TOO_SLOW
    }

    private final Server server;
    private int rounds = 1;
    private long goal;
    private long beganNanos;

    CatchUp(Server server) {
        this.server = server;
        begin();
    }

    private void begin() {
        goal = server.store.lastIndex();
        beganNanos = server.env.monotonicNanos();
    }

    State reached(long matchIndex) {
        if (matchIndex < goal) {
            return State.GOES_ON;
        }
        if (server.env.monotonicNanos() - beganNanos < server.options.electionMinNanos()) {
            return State.DONE;
        }
        if (rounds++ == ROUNDS_MAX) {
            return State.TOO_SLOW;
        }
        begin();
        // A round in which nothing is to be replicated takes no time, and nothing would come to tell of its end.
        return matchIndex < goal ? State.GOES_ON : State.DONE;
    }
}
