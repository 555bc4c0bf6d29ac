package dev.faultline.harness.client;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.option.Options;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that clients submit and the system carries out by itself, as one node serves them: each is given to some node, perhaps to
 * several in turn, and is to take effect once. {@link DefiniteFailure}: nothing happened. Any other exception: unknown.
 */
public interface Tasks extends Service {

    /** Hands in a task; when it is carried out does not matter here. */
    void submit(long id) throws Exception;

    /** Every task that was handed in, in any order. */
    Collection<Task> list() throws Exception;

    /** How far a task has come. */
    enum State {
        SUBMITTED,
        RUNNING,
        DONE;

        /** As histories have it: lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A task.
     *
     * @param effects how many times its effect took place
     * @param node which node runs it, or has done it last; null when none was told to
     */
    record Task(
            long id, State state, long effects, @Nullable String node) {
        public Task {
            if (effects < 0) {
                throw new IllegalArgumentException("effects: 0 or more, not " + effects);
            }
        }
    }

    /** A system that offers tasks. */
    interface Offered {

        /** A connection to that node alone, which sends each request at most once and gives up on it after {@code timeout}. */
        Tasks tasks(Node node, Options options, Duration timeout) throws Exception;
    }
}
