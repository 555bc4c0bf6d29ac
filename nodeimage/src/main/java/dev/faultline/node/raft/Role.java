package dev.faultline.node.raft;

/** What a server is at the moment (dissertation 3.3, 4.2.1, 9.6). */
public enum Role {
    FOLLOWER,
    /** Asks whether it could win before it disturbs anybody (9.6). */
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER,
    /** Gets the log and has no vote (4.2.1); also a server that is no member. */
    LEARNER
}
