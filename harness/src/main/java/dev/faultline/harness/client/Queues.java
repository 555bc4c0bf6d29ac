package dev.faultline.harness.client;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.option.Options;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Named queues, first in, first out, as one node serves them, each empty in the beginning. {@link DefiniteFailure}: nothing happened.
 * Any other exception: unknown.
 */
public interface Queues extends Service {

    void enqueue(String queue, long value) throws Exception;

    /** The head, which is gone from the queue then; null when the queue was empty. */
    @Nullable
    Long dequeue(String queue) throws Exception;

    /** A system that offers queues. */
    interface Offered {

        /** A connection to that node alone, which sends each request at most once and gives up on it after {@code timeout}. */
        Queues queues(Node node, Options options, Duration timeout) throws Exception;
    }
}
