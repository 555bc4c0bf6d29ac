package dev.faultline.node.sim;

/** Why a packet did not reach a process. */
public enum Drop {
    /** The link was cut when it left or when it would have arrived. */
    CUT,
    /** The link lost it. */
    LOSS,
    /** No process was running where it arrived, or not the one it was for. */
    DOWN,
    /** Too many were waiting where it arrived, or too much before a narrow link. */
    OVERFLOW
}
