package dev.faultline.harness.cluster;

import dev.faultline.harness.time.Seed;
import java.time.Duration;

/** Where nodes come from. */
public interface Provider {

    /** As the command line names it. */
    String name();

    /**
     * Makes a cluster of {@code nodes} nodes named n1, n2 ..., with rules and proxies in place, and no system started yet.
     *
     * @param run name of the run, to label what is made
     * @throws ProviderException when it cannot; nothing is left behind
     */
    Cluster provide(String run, int nodes, Ports ports);

    /** Whether its clusters can have faults of the kind of that name. */
    default boolean injects(String kind) {
        return true;
    }

    /** Whether {@link #withLatency} is possible. */
    default boolean choosesLatency() {
        return false;
    }

    /** Makes such clusters in which all that is left to chance is decided by this seed, where that is in its hands. */
    default Provider seeded(Seed seed) {
        return this;
    }

    /**
     * Makes such clusters in which a message between nodes takes so long on average, as long as no fault changes that.
     *
     * @throws ProviderException when their networks are not in its hands, in one line
     */
    default Provider withLatency(Duration mean) {
        throw new ProviderException(
                "--latency: provider " + name() + " has networks as they are; faults of kind slow make them slower",
                null);
    }

    /**
     * Makes such clusters whose nodes may mount the disk that fails on demand.
     *
     * @throws ProviderException when that cannot be had here, in one line
     */
    default Provider withFailingDisks() {
        throw new ProviderException("provider " + name() + " has no disks that fail: leave out disk faults", null);
    }
}
