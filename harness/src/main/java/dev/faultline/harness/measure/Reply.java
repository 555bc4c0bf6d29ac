package dev.faultline.harness.measure;

/** What a client heard. */
enum Reply {
    OK,
    /** It failed, and that is the answer of a node that serves, as when a compare did not match. */
    ANSWERED,
    REFUSED,
    UNKNOWN;

    boolean serves() {
        return this == OK || this == ANSWERED;
    }
}
