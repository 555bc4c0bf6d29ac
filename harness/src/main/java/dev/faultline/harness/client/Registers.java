package dev.faultline.harness.client;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.option.Options;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Named registers as one node serves them. {@link DefiniteFailure}: nothing happened. Any other exception: unknown.
 */
public interface Registers extends Service {

    /** The register's value, null when it was never written. */
    @Nullable
    Long read(String key) throws Exception;

    void write(String key, long value) throws Exception;

    /** Whether the register held {@code expected} and now holds {@code value}. */
    boolean compareAndSet(String key, long expected, long value) throws Exception;

    /** A system that offers registers. */
    interface Offered {

        /** A connection to that node alone, which sends each request at most once and gives up on it after {@code timeout}. */
        Registers registers(Node node, Options options, Duration timeout) throws Exception;
    }
}
