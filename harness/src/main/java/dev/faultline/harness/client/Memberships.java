package dev.faultline.harness.client;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.option.Options;
import java.time.Duration;
import java.util.Collection;

/**
 * Registers of a cluster whose members an administrator changes by the same connection. Nodes are numbered from 1, in the order in which
 * the run has them. {@link DefiniteFailure}: nothing happened. Any other exception: unknown.
 */
public interface Memberships extends Registers {

    /** Makes that node no member, and returns when it is none; returns at once if it was none. It may be added again. */
    void remove(int node) throws Exception;

    /** Makes that node a member again with all that a member has to know, and returns when it is one; returns at once if it was one. */
    void add(int node) throws Exception;

    /** The members, as of some moment of this call. */
    Collection<Integer> members() throws Exception;

    /** A system that offers registers and lets its members be changed. */
    interface Offered {

        /**
         * A connection to that node alone, which sends each request at most once and gives up on it after {@code timeout}. The node is to
         * take requests for whoever leads, and need not take any while it is no member.
         */
        Memberships memberships(Node node, Options options, Duration timeout) throws Exception;
    }
}
