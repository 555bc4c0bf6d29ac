package dev.faultline.systems.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.cluster.Node;
import dev.faultline.systems.redis.RedisStatus.Role;
import dev.faultline.systems.redis.RedisStatus.SentinelView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private final List<Node> nodes = new ArrayList<>();
    private final List<SentinelView> views = new ArrayList<>();
    private final List<Role> roles = new ArrayList<>();

    /** Three nodes around n1, and nothing amiss. */
    @BeforeEach
    void aWholeCluster() {
        for (int i = 1; i <= 3; i++) {
            Node node = new Node("n" + i, "10.0.0." + i, new NoShell());
            nodes.add(node);
            views.add(new SentinelView(node, "10.0.0.1", "master", 2, 2));
            roles.add(
                    i == 1
                            ? new Role(node, true, "", true, List.of("10.0.0.2", "10.0.0.3"))
                            : new Role(node, false, "10.0.0.1", true, List.of()));
        }
    }

    private Optional<String> amiss() {
        return Recovery.amiss(nodes, views, roles);
    }

    @Test
    void a_whole_cluster_is_recovered() {
        assertThat(amiss()).isEmpty();
    }

    @Test
    void servers_and_sentinels_that_do_not_answer_are_named() {
        views.remove(2);
        assertThat(amiss()).contains("no answer from the sentinels of n3");
        roles.remove(1);
        assertThat(amiss()).contains("no answer from the servers of n2");
    }

    @Test
    void two_primaries_are_no_recovery() {
        roles.set(2, new Role(nodes.get(2), true, "", true, List.of()));
        assertThat(amiss()).get().asString().startsWith("2 nodes take themselves for the primary");
    }

    @Test
    void sentinels_must_name_the_same_primary_see_it_well_and_know_everybody() {
        for (SentinelView view : List.of(
                new SentinelView(nodes.get(1), "10.0.0.2", "master", 2, 2),
                new SentinelView(nodes.get(1), "10.0.0.1", "master,s_down", 2, 2),
                new SentinelView(nodes.get(1), "10.0.0.1", "master,failover_in_progress", 2, 2),
                new SentinelView(nodes.get(1), "10.0.0.1", "master", 1, 2),
                new SentinelView(nodes.get(1), "10.0.0.1", "master", 2, 1))) {
            views.set(1, view);
            assertThat(amiss())
                    .get()
                    .asString()
                    .startsWith("the sentinels do not agree")
                    .contains(view.toString());
        }
    }

    @Test
    void every_other_node_must_be_linked_to_the_primary_and_known_to_it() {
        roles.set(1, new Role(nodes.get(1), false, "10.0.0.1", false, List.of()));
        assertThat(amiss()).get().asString().contains("n2 follows 10.0.0.1, not linked");
        roles.set(1, new Role(nodes.get(1), false, "10.0.0.3", true, List.of()));
        assertThat(amiss()).get().asString().startsWith("not every node replicates 10.0.0.1");
        roles.set(1, new Role(nodes.get(1), false, "10.0.0.1", true, List.of()));
        roles.set(0, new Role(nodes.get(0), true, "", true, List.of("10.0.0.2")));
        assertThat(amiss()).get().asString().startsWith("not every node replicates 10.0.0.1");
    }
}
