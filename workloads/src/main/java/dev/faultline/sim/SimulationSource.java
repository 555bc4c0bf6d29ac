package dev.faultline.sim;

import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.cluster.ProviderSource;
import java.util.Optional;

/** Simulated clusters, which need nothing but this JVM. */
public final class SimulationSource implements ProviderSource {
    public static final String NAME = "sim";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public boolean injects(String kind) {
        return new SimulationProvider().injects(kind);
    }

    @Override
    public boolean choosesLatency() {
        return new SimulationProvider().choosesLatency();
    }

    @Override
    public Provider ready(Optional<String> image, Steps steps) {
        return new SimulationProvider();
    }
}
