package dev.faultline.harness.metrics;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.store.JsonLines;
import dev.faultline.harness.store.RoleChange;
import dev.faultline.harness.system.HasLeader;
import dev.faultline.harness.system.TellsRole;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Looks who takes which role, and writes down what changed since the last look. One thread. */
final class Roles {
    private final JsonLines out;
    private final Map<String, RoleChange> last = new HashMap<>();

    Roles(JsonLines out) {
        this.out = out;
    }

    /** Of one node, by what it says itself. */
    Runnable of(Node node, TellsRole system, LongSupplier now) {
        return () -> {
            long at = now.getAsLong();
            Optional<TellsRole.Standing> standing = system.standing(node);
            seen(
                    at,
                    node.name(),
                    standing.map(s -> s.role().name().toLowerCase(Locale.ROOT)).orElse(RoleChange.SILENT),
                    standing.map(TellsRole.Standing::term).orElse(null));
        };
    }

    /** Of all nodes of a system that only knows who leads: the others follow, and nobody does while nobody is known to lead. */
    Runnable byLeader(Cluster cluster, HasLeader system, LongSupplier now) {
        return () -> {
            long at = now.getAsLong();
            String leader = system.leader(cluster).map(Node::name).orElse("");
            for (String node : cluster.names()) {
                String other = leader.isEmpty() ? RoleChange.CANDIDATE : RoleChange.FOLLOWER;
                seen(at, node, node.equals(leader) ? RoleChange.LEADER : other, null);
            }
        };
    }

    /** A node that falls silent has no term; a follower's new term alone is no change of role. */
    private void seen(long at, String node, String role, @Nullable Long term) {
        RoleChange before = last.get(node);
        boolean leads = role.equals(RoleChange.LEADER);
        boolean same = before != null && before.role().equals(role) && (!leads || Objects.equals(before.term(), term));
        if (!same) {
            RoleChange change = new RoleChange(at, node, role, term);
            last.put(node, change);
            out.append(List.of(change));
        }
    }
}
