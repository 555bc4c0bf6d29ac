package dev.faultline.harness.client;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.option.Options;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Named locks held by lease, as one node serves them, each with a resource of the same name that it is meant to protect. A lock that
 * is not renewed in time is given to who asks next, whether its holder knows or not. {@link DefiniteFailure}: nothing happened. Any
 * other exception: unknown.
 */
public interface Locks extends Service {

    /**
     * Tries once to get the lock.
     *
     * @param lease for how long it is held unless renewed, in whole seconds
     * @return the fencing token: greater for each later holder; null when another one holds the lock
     */
    @Nullable
    Long acquire(String lock, Duration lease) throws Exception;

    /** Whether a lock that this connection acquired was still held, and is so for another lease. */
    boolean renew(String lock) throws Exception;

    /** Whether a lock that this connection acquired was still held, and is now free. */
    boolean release(String lock) throws Exception;

    /**
     * Writes to the resource.
     *
     * @param fenced whether the resource is to refuse this when it was written under a greater token
     * @return whether it was written
     */
    boolean write(String lock, long token, long value, boolean fenced) throws Exception;

    /** What was written to the resource last; null when nothing ever was. */
    @Nullable
    Written read(String lock) throws Exception;

    /** A value, and the token that it was written under. */
    record Written(long token, long value) {}

    /** A system that offers locks. */
    interface Offered {

        /** A connection to that node alone, which sends each request at most once and gives up on it after {@code timeout}. */
        Locks locks(Node node, Options options, Duration timeout) throws Exception;
    }
}
