package dev.faultline.harness.run;

import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.time.Clock;

/**
 * What comes after the verdict of a run, before it is told: what more can be known of a failure, for instance. Suites find those that are
 * on their class path by {@link java.util.ServiceLoader}.
 */
public interface Aftermath {

    /**
     * A run is over and judged.
     *
     * @param provider that the run's cluster came from
     * @param folder which files may be added to
     * @throws InterruptedException when interrupted
     */
    void judged(Test test, Provider provider, RunFolder folder, VerdictRecord verdict, Clock clock)
            throws InterruptedException;
}
