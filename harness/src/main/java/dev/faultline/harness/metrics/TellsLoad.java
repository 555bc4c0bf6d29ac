package dev.faultline.harness.metrics;

import dev.faultline.harness.cluster.Node;
import java.util.Map;

/** A cluster that knows what its nodes are doing without asking them, as a simulated one does. */
public interface TellsLoad {

    /**
     * What there is to know of the node at this moment, by {@link dev.faultline.harness.store.NodeMetric#key}; what cannot be known
     * is not in it. Lets no time pass. Called once a second.
     */
    Map<String, Double> load(Node node);
}
