package dev.faultline.node.raft;

/** What becomes of a wish to change the members. */
public enum Change {
    /** Begun. {@link Listener#membershipChanged} tells when it is committed; a leader that is lost may leave it undone. */
    ACCEPTED,
    /** The members are so already. */
    DONE,
    NOT_LEADER,
    /** One change at a time (4.3); or this leader has not yet committed an entry of its term. */
    BUSY,
    /** Nobody would have a vote. */
    INVALID
}
