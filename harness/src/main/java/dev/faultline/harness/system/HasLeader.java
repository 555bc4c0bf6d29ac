package dev.faultline.harness.system;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import java.util.Optional;

/** A system in which one node leads. */
public interface HasLeader {

    /** The node that leads now, as far as the nodes that answer agree. */
    Optional<Node> leader(Cluster cluster);
}
