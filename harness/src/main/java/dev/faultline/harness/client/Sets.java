package dev.faultline.harness.client;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.option.Options;
import java.time.Duration;
import java.util.Collection;

/**
 * One set of whole numbers as one node serves it, from which nothing is ever removed. {@link DefiniteFailure}: nothing happened. Any
 * other exception: unknown.
 */
public interface Sets extends Service {

    void add(long element) throws Exception;

    /** Every element, in any order. */
    Collection<Long> read() throws Exception;

    /** A system that offers a set. */
    interface Offered {

        /** A connection to that node alone, which sends each request at most once and gives up on it after {@code timeout}. */
        Sets sets(Node node, Options options, Duration timeout) throws Exception;
    }
}
