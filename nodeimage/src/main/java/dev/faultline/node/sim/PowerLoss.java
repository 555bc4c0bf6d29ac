package dev.faultline.node.sim;

/** What becomes of the writes to a file that are not durable when the power goes. */
public enum PowerLoss {
    /** A drawn number of them stays. */
    DRAWN,
    /** As drawn, but not all of them stay. */
    LOSING,
    /** One of them that adds bytes stays in part, or its last sector holds anything. */
    TEARING
}
