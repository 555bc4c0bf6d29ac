package dev.faultline.harness.cluster;

import java.util.Optional;

/**
 * Makes a provider ready to be used. Suites find the sources that are on their class path by {@link java.util.ServiceLoader}, so
 * that the harness need not know what images are made of.
 */
public interface ProviderSource {

    /** Of the provider, as the command line names it. */
    String name();

    /** Why there can be no cluster here, in one line with what to do about it; empty when there can. Starts nothing. */
    Optional<String> missing();

    /** Whether its clusters can have faults of the kind of that name. */
    default boolean injects(String kind) {
        return true;
    }

    /** Whether its clusters can be told what a message between nodes takes: {@link Provider#withLatency}. */
    default boolean choosesLatency() {
        return false;
    }

    /**
     * Makes ready what clusters need, images for instance, and removes what dead runs left. May take minutes the first time.
     *
     * @param image what the system needs on top of a plain node, as it names it itself; empty when that is nothing
     * @throws RuntimeException when it cannot, with one line that says what to do
     */
    Provider ready(Optional<String> image, Steps steps);

    /** Hears what is made ready. */
    interface Steps {

        /** A step is done. */
        void step(String name, String detail, long millis);

        /** A step that takes long has begun. */
        void working(String name, String activity);
    }
}
