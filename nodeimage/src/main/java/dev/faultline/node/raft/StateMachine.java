package dev.faultline.node.raft;

/** What a replicated log drives. Deterministic: the same commands in the same order give the same results everywhere. */
public interface StateMachine {

    /**
     * Performs a committed command.
     *
     * @return its result, for the server that proposed it
     */
    byte[] apply(long index, byte[] command);

    /** The whole state. */
    byte[] snapshot();

    /** Takes the place of the whole state. */
    void restore(byte[] snapshot);
}
