package dev.faultline.node.raft;

/** How messages of Raft get to other servers: lost, late, doubled and overtaken as it may be. */
public interface Sender {

    /** The array is not changed any more. */
    void send(int peer, byte[] message);
}
