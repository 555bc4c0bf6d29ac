package dev.faultline.harness.generator;

import dev.faultline.harness.time.Seed;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What generators say in the run's log. A generator is asked as often as anybody likes; a place in the tree of generators says its
 * line once. This is the only thing that changes when a generator is asked, and nothing can be learnt from it.
 */
final class RunLog {
    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);
    private final Set<Seed> said = new HashSet<>();

    /** @param place its seed, which no other place shares */
    void sayOnce(Seed place, long nanos, String line) {
        if (said.add(place)) {
            say(nanos, line);
        }
    }

    static void say(long nanos, String line) {
        if (LOG.isInfoEnabled()) {
            LOG.info("at {} s: {}", seconds(nanos), line);
        }
    }

    /** On the run's clock, to the millisecond. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }
}
