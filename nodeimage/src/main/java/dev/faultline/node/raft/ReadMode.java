package dev.faultline.node.raft;

/** How a read makes sure of being current. */
public enum ReadMode {
    /** The leader asks a quorum whether it still leads (6.4); on a follower, the leader is asked for the read index. Linearizable. */
    INDEX,
    /** The leader trusts its lease (6.4.1) and falls back to {@link #INDEX} when it has none. Linearizable while clocks drift as bounded. */
    LEASE,
    /** Whatever this server has applied. May be stale by any amount. */
    LOCAL
}
