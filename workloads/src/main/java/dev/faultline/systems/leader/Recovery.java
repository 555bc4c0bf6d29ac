package dev.faultline.systems.leader;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.node.protocol.RegisterOperation;
import dev.faultline.systems.reference.ReferenceHost;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the cluster is whole again: every member answers a read, and all agree on leader and term. */
final class Recovery {
    static final String CRITERION = "every member answers a read, and all agree on leader and term";
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final String NOBODY = "0/";

    private final SingleLeader system;
    private final Cluster cluster;
    private final Duration patience;

    /** @param patience how long a read may take */
    Recovery(SingleLeader system, Cluster cluster, Duration patience) {
        this.system = system;
        this.cluster = cluster;
        this.patience = patience;
    }

    /** What is missing; empty when the cluster has recovered. */
    Optional<String> missing() {
        List<Node> members = cluster.nodes().stream().filter(this::isMember).toList();
        List<String> silent = members.stream()
                .filter(node -> !reads(node, patience))
                .map(Node::name)
                .toList();
        if (!silent.isEmpty()) {
            return Optional.of("no read from " + String.join(" ", silent));
        }
        List<String> views = members.stream().map(Recovery::view).toList();
        return views.stream().distinct().count() == 1 && !views.get(0).startsWith(NOBODY)
                ? Optional.empty()
                : Optional.of("the members do not agree on leader/term: " + views);
    }

    /** Whether the leader has it for one; where nobody leads, all are looked at. */
    private boolean isMember(Node node) {
        return system.leader(cluster)
                .flatMap(leads -> system.members(leads, cluster))
                .map(names -> names.contains(node.name()))
                .orElse(true);
    }

    private static String view(Node node) {
        return ReferenceHost.of(node)
                .view()
                .map(view -> view.leader() + "/" + view.term())
                .orElse("none");
    }

    /** Whether the node answers a read by itself or by whom it asks. */
    static boolean reads(Node node, Duration patience) {
        LeaderClient client = SingleLeader.client(node, patience, false);
        try {
            client.perform(new RegisterOperation.Read("recovered"));
            return true;
        } catch (Exception e) {
            LOG.debug("{} does not answer a read", node, e);
            return false;
        } finally {
            client.close();
        }
    }
}
