package dev.faultline.node.sim;

import dev.faultline.node.Env;

/** Is told what happens in a world, as it happens. Must neither change the world nor keep or change the arrays. Node 0 is the clients. */
public interface Observer {

    /** A program told an event. */
    default void told(long nanos, int node, Env.Event event) {}

    /**
     * A message left.
     *
     * @param packet its number in this world; a duplicate has the same
     */
    default void sent(long nanos, int from, int to, long packet, byte[] message) {}

    /** A message arrived. A process that is paused or busy handles it later. */
    default void delivered(long nanos, int from, int to, long packet, byte[] message) {}

    /** A message will not arrive. */
    default void dropped(long nanos, int from, int to, long packet, byte[] message, Drop reason) {}

    /** A process began. */
    default void started(long nanos, int node, long incarnation) {}

    /** A process ended, was paused or goes on: {@code crashed}, {@code exited}, {@code died: why}, {@code paused}, {@code resumed}. */
    default void changed(long nanos, int node, long incarnation, String how) {}
}
