package dev.faultline.harness.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.ProviderException;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Containerized.class)
class DockerClusterIT {
    private final Clock clock = Clock.system();

    @Test
    void five_nodes_are_ready_within_fifteen_seconds_and_gone_after_close() {
        long start = clock.nanos();
        Cluster cluster = Containerized.provider().provide("five", 5, Containerized.PORTS);
        Duration ready = Duration.ofNanos(clock.nanos() - start);
        System.out.println("5 nodes ready after " + ready.toMillis() + " ms");
        try (cluster) {
            assertThat(ready).isLessThan(Duration.ofSeconds(15));
            assertThat(cluster.names()).containsExactly("n1", "n2", "n3", "n4", "n5");
            assertThat(cluster.network().inForce()).isEmpty();
        }
        assertThat(withRun("five")).isZero();
        cluster.close();
    }

    private static long withRun(String run) {
        var client = Engine.client();
        String label = Owner.RUN_LABEL + "=" + run;
        return client.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(List.of(label))
                        .exec()
                        .size()
                + client.listNetworksCmd()
                        .withFilter("label", List.of(label))
                        .exec()
                        .size();
    }

    @Test
    void a_node_added_during_the_run_is_linked_with_the_others_through_proxies_of_its_own() {
        try (Cluster cluster = Containerized.provider().provide("growing", 1, Containerized.PORTS)) {
            Node added = cluster.addNode();
            Network network = cluster.network();
            assertThat(cluster.names()).containsExactly("n1", "n2");
            assertThat(added.name()).isEqualTo("n2");

            network.slow(Links.oneWay("n2", "n1"), Duration.ofMillis(100), Duration.ZERO);
            assertThat(network.delay("n2", "n1").there()).isGreaterThan(Duration.ofMillis(90));
            assertThat(network.delay("n1", "n2").back()).isGreaterThan(Duration.ofMillis(90));
            network.healAll();

            network.cut(Links.oneWay("n1", "n2"));
            assertThat(network.inForce())
                    .containsExactly("n1 drops what it sends to n2", "n2 drops what it receives from n1");
        }
    }

    @Test
    void two_clusters_made_at_the_same_time_have_networks_of_their_own() {
        List<Cluster> clusters = AllAtOnce.map(
                List.of("left", "right"), run -> Containerized.provider().provide(run, 1, Containerized.PORTS));
        try (Cluster left = clusters.get(0);
                Cluster right = clusters.get(1)) {
            assertThat(left.node("n1").address()).isNotEqualTo(right.node("n1").address());
        }
    }

    @Test
    void environment_names_images_engine_kernel_and_subnet(Cluster cluster) {
        assertThat(cluster.environment())
                .containsKeys("image.node", "image.node.id", "image.toxiproxy.id", "docker.engine", "kernel", "subnet");
    }

    @Test
    void an_image_that_is_not_there_is_named() {
        Images images = new Images("faultline/node:never-built", "faultline/toxiproxy:never-built");
        assertThatThrownBy(() -> new DockerProvider(images, false, clock).provide("none", 1, Containerized.PORTS))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("faultline/node:never-built");
    }
}
