package dev.faultline.node.contract;

import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.Response;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A cluster of the single-leader program on one of the runtimes, on the clock of that runtime. */
public interface ClusterUnderContract extends AutoCloseable {

    /** Starts a process on a node, for the first time or again. One that is no founder waits to be added. */
    void start(int node);

    /** Ends the process on a node without telling it. What it has not synced may be gone. */
    void kill(int node);

    boolean runs(int node);

    /** Where other nodes reach that node, {@code host:port}. */
    String address(int node);

    /** Asks a node, and waits for its answer; {@link Response.Unknown} when the connection breaks or cannot be made. */
    Response request(int node, Request request);

    /** Sends frames to a node, each when the one before has been answered, on one connection where the runtime has such; the answers. */
    List<byte[]> exchange(int node, List<byte[]> frames);

    /** Whether a node has told an event of that kind since the cluster is there. */
    boolean told(int node, String kind);

    /** Lets time pass until the condition holds. */
    void await(String what, BooleanSupplier condition);

    /** The time in nanoseconds, from any origin. */
    long nanos();

    /** Ends everything; fails when a program ended by itself. */
    @Override
    void close();
}
