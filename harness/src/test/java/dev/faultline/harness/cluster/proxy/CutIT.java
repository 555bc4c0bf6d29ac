package dev.faultline.harness.cluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.docker.Containerized;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.net.NetworkException;
import dev.faultline.harness.net.Traffic;
import dev.faultline.harness.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Containerized.class)
class CutIT {
    private static final Link THERE = new Link("n1", "n2");
    private static final Link BACK = THERE.reversed();

    private final Clock clock = Clock.system();
    private Cluster cluster;
    private Network network;

    @BeforeEach
    void take(Cluster shared) {
        cluster = shared;
        network = shared.network();
    }

    @AfterEach
    void heal() {
        network.healAll();
        assertThat(network.inForce()).isEmpty();
    }

    @Test
    void a_one_way_cut_stops_numbered_datagrams_in_one_direction_only() {
        Traffic before = traffic();
        network.cut(Set.of(THERE));
        Traffic during = traffic();
        long dropped = network.dropped(Set.of(THERE));
        network.mend(Set.of(THERE));
        Traffic after = traffic();

        assertAllArrives(before, Links.all(cluster.names()));
        assertThat(during.on(THERE).sent()).isGreaterThanOrEqualTo(10);
        assertThat(during.on(THERE).arrived()).isZero();
        assertThat(dropped).isGreaterThanOrEqualTo(during.on(THERE).sent());
        Set<Link> others = Links.all(cluster.names());
        others.remove(THERE);
        assertAllArrives(during, others);
        assertAllArrives(after, Links.all(cluster.names()));
    }

    @Test
    void a_cut_between_two_sides_leaves_each_side_whole() {
        Set<Link> cut = Links.between(List.of("n1"), List.of("n2", "n3"));
        network.cut(cut);
        Traffic during = traffic();
        assertThat(cut).allSatisfy(link -> assertThat(during.on(link).arrived()).isZero());
        assertAllArrives(during, Links.between(List.of("n2"), List.of("n3")));
    }

    @Test
    void a_link_cut_twice_is_whole_after_it_is_mended_once() {
        network.cut(Set.of(THERE));
        network.cut(Set.of(THERE, BACK));
        assertThat(network.inForce()).hasSize(4);
        network.mend(Set.of(THERE));
        assertThat(network.inForce())
                .containsExactly("n1 drops what it receives from n2", "n2 drops what it sends to n1");
        network.mend(Set.of(THERE, BACK));
        assertThat(network.inForce()).isEmpty();
    }

    @Test
    void a_cut_peer_cannot_be_connected_to_even_though_the_proxy_is_local() {
        network.cut(Set.of(THERE));
        assertThat(connects("n1", "n2")).isFalse();
        assertThat(connects("n1", "n3")).isTrue();
    }

    private boolean connects(String from, String to) {
        String target = "/dev/tcp/" + cluster.node(to).address() + "/" + ProxyPlan.PROBE_PORT;
        return cluster.node(from)
                .shell()
                .exec(Duration.ofSeconds(1), List.of("bash", "-c", "exec 3<>" + target))
                .ok();
    }

    @Test
    void iptables_that_fail_are_reported_with_the_node_and_what_it_said() {
        var shell = cluster.node("n2").shell();
        shell.script("mv /usr/sbin/iptables-restore /usr/sbin/iptables-restore.away")
                .orThrow();
        try {
            assertThatThrownBy(() -> network.cut(Set.of(THERE)))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("n2: iptables-restore:")
                    .hasMessageContaining("not found");
            assertThatThrownBy(network::healAll).isInstanceOf(NetworkException.class);
            assertThat(network.inForce())
                    .as("the other nodes heal all the same")
                    .isEmpty();
        } finally {
            shell.script("mv /usr/sbin/iptables-restore.away /usr/sbin/iptables-restore")
                    .orThrow();
        }
    }

    @Test
    void the_nodes_own_rules_survive_cut_and_heal() {
        String nat = nat();
        network.cut(Links.all(cluster.names()));
        network.healAll();
        assertThat(nat()).isEqualTo(nat).contains("DOCKER_OUTPUT");
    }

    private String nat() {
        return cluster.node("n1")
                .shell()
                .script("iptables-save -t nat | grep -v '^#'")
                .orThrow();
    }

    /** From now until each link has seen ten datagrams sent. */
    private Traffic traffic() {
        long from = clock.nanos();
        Traffic[] seen = new Traffic[1];
        await().until(() -> {
            seen[0] = network.traffic(from, clock.nanos());
            Traffic traffic = seen[0];
            return Links.all(cluster.names()).stream()
                    .allMatch(link -> traffic.on(link).sent() >= 10);
        });
        return seen[0];
    }

    private static void assertAllArrives(Traffic traffic, Set<Link> links) {
        assertThat(links)
                .allSatisfy(link -> assertThat(traffic.on(link).arrived())
                        .as("arrived on " + link)
                        .isEqualTo(traffic.on(link).sent())
                        .isGreaterThanOrEqualTo(10));
    }
}
