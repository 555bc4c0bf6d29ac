package dev.faultline.node.raft;

/** Told once how a read went. */
public interface ReadDone {

    /** The state machine has applied enough: read it now, within this call. */
    void ready();

    /** Nothing can be said; the read had no effect and may be tried again, here or elsewhere. */
    void refused();
}
