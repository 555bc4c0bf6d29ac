package dev.faultline.node;

import java.util.random.RandomGenerator;

/** The whole world of one node's process. To be used only while the program is being called. */
public interface Env {

    /** This node's number, 1 or more. */
    int self();

    /** This node's wall clock in nanoseconds since 1970. It may be wrong by any amount, jump and stand still. */
    long wallNanos();

    /**
     * This node's monotonic clock, in nanoseconds from any origin. It never goes back; its rate is wrong by a few percent at most
     * ({@link #DRIFT_MAX}), and while the node is paused it goes on.
     */
    long monotonicNanos();

    /** By how much the rates of two nodes' monotonic clocks may differ, as a fraction: what a lease may count on. */
    double DRIFT_MAX = 0.05;

    /** Calls {@code action} once, after so long on the monotonic clock, or later; never within this call. */
    Timer after(long nanos, Runnable action);

    /** An action to come. */
    interface Timer {
        /** It does not happen any more. Harmless when it has happened. */
        void cancel();
    }

    /**
     * Sends to another node what may be lost, late, doubled, or overtaken. Whatever was written to {@link #storage} is not thereby
     * durable. The array must not be changed any more.
     */
    void send(int peer, byte[] message);

    /** Where a node that joined the cluster can be reached, where nodes need to be told: {@code host:port}. */
    default void locate(int peer, String address) {}

    /** Answers a client's request. The array must not be changed any more. */
    void answer(long client, byte[] frame);

    Storage storage();

    /** Dice of this process, which decide randomized timeouts and nothing that must be secret. */
    RandomGenerator random();

    /** Something that people and measurements want to know of happened now: an election, a snapshot, a suspicion. */
    void tell(Event event);

    /**
     * An event.
     *
     * @param kind a word such as {@code suspects}, {@code campaigns}, {@code leads}, {@code follows}, {@code snapshots}
     * @param detail one line for people
     * @param subject the node that it is about, such as the one suspected or followed; 0 for none
     * @param term the term in which it happened; 0 for none
     */
    record Event(String kind, String detail, int subject, long term) {}
}
