package dev.faultline.systems.redis;

import dev.faultline.harness.cluster.Node;
import dev.faultline.systems.redis.RedisStatus.Role;
import dev.faultline.systems.redis.RedisStatus.SentinelView;
import java.util.List;
import java.util.Optional;

/** Whether servers and sentinels together are one whole again. */
final class Recovery {
    private Recovery() {}

    /** What is still amiss, first things first; empty when nothing is. */
    static Optional<String> amiss(List<Node> nodes, List<SentinelView> views, List<Role> roles) {
        List<Role> primaries = roles.stream().filter(Role::primary).toList();
        if (roles.size() < nodes.size()) {
            return Optional.of("no answer from the servers of "
                    + silent(nodes, roles.stream().map(Role::node).toList()));
        }
        if (views.size() < nodes.size()) {
            return Optional.of("no answer from the sentinels of "
                    + silent(nodes, views.stream().map(SentinelView::node).toList()));
        }
        if (primaries.size() != 1) {
            return Optional.of(primaries.size() + " nodes take themselves for the primary: " + roles);
        }
        String primary = primaries.get(0).node().address();
        int others = nodes.size() - 1;
        if (!views.stream()
                .allMatch(view -> view.primary().equals(primary)
                        && view.flags().equals("master")
                        && view.replicas() == others
                        && view.others() == others)) {
            return Optional.of("the sentinels do not agree on a whole cluster around " + primary + ": " + views);
        }
        boolean followed = roles.stream()
                .filter(role -> !role.primary())
                .allMatch(role -> role.linked() && role.follows().equals(primary));
        if (!followed || primaries.get(0).replicas().size() != others) {
            return Optional.of("not every node replicates " + primary + ": " + roles);
        }
        return Optional.empty();
    }

    private static String silent(List<Node> nodes, List<Node> answered) {
        return String.join(
                " ",
                nodes.stream()
                        .filter(node -> !answered.contains(node))
                        .map(Node::name)
                        .toList());
    }
}
