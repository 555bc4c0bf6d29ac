package dev.faultline.harness.client;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.option.Options;
import java.time.Duration;

/** Named counters as one node serves them, each at 0 in the beginning. {@link DefiniteFailure}: nothing happened. Any other exception: unknown. */
public interface Counters extends Service {

    void add(String name, long delta) throws Exception;

    long read(String name) throws Exception;

    /** A system that offers counters. */
    interface Offered {

        /**
         * A connection to that node alone, which gives up on a request after {@code timeout}. It sends each request at most once,
         * unless the option {@code resend} is {@code yes}: then, as long as there is time, an add whose outcome is unknown is sent again
         * as the same command of the same session, which a system with sessions applies once.
         */
        Counters counters(Node node, Options options, Duration timeout) throws Exception;
    }
}
