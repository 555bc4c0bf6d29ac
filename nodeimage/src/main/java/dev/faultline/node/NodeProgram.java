package dev.faultline.node;

/**
 * The program of one node, as a state machine: whatever happens to it is a call of one of these methods or of an action it gave to
 * {@link Env#after}, one at a time. It starts no thread, reads no clock, opens no socket and draws no randomness but through its
 * {@link Env}, and shares no mutable state with another node's.
 *
 * <p>An exception that leaves a call ends the process, as a panic does: what was synced is there when it is started again.
 */
public interface NodeProgram {

    /**
     * The process begins; called once, before anything else. Storage holds what is durable.
     *
     * @throws CorruptStorageException when what is there is damaged where a crash cannot have damaged it
     */
    void start(Env env);

    /** A message of another node. It may come late, twice, out of order, or from a node that is no member any more. */
    void receive(int peer, byte[] message);

    /**
     * A frame of the client protocol.
     *
     * @param client to be given to {@link Env#answer}; a client that has gone is answered in vain
     */
    void request(long client, byte[] frame);

    /** What a message between nodes says, in one line for people. */
    String describe(byte[] message);

    /** What is known of this node now, for people and for charts. */
    NodeView view();
}
