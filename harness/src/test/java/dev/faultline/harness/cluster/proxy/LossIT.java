package dev.faultline.harness.cluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.docker.Containerized;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.net.Traffic;
import dev.faultline.harness.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Containerized.class)
class LossIT {
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
    void about_as_many_datagrams_are_lost_as_asked_in_one_direction_only() {
        network.lose(Set.of(THERE), 0.3);
        Traffic during = traffic(200);
        network.unlose(Set.of(THERE));
        Traffic after = traffic(20);

        assertThat(lost(during, THERE)).as("four standard deviations about 0.3").isBetween(0.17, 0.43);
        Set<Link> others = Links.all(cluster.names());
        others.remove(THERE);
        assertThat(others).allSatisfy(link -> assertThat(lost(during, link)).isZero());
        assertThat(Links.all(cluster.names()))
                .allSatisfy(link -> assertThat(lost(after, link)).isZero());
    }

    @Test
    void losses_are_read_back_replaced_and_taken_back_link_by_link() {
        network.lose(Set.of(THERE), 0.3);
        network.lose(Set.of(THERE, BACK), 0.5);
        assertThat(network.inForce())
                .containsExactly(
                        "n1 loses 50 % of what it receives from n2", "n2 loses 50 % of what it receives from n1");
        network.unlose(Set.of(THERE));
        assertThat(network.inForce()).containsExactly("n1 loses 50 % of what it receives from n2");
        network.unlose(Set.of(THERE, BACK));
        assertThat(network.inForce()).isEmpty();
    }

    @Test
    void what_must_not_change_during_a_run_does_not_change_by_a_loss() {
        String before = network.fingerprint("n2");
        network.lose(Set.of(THERE), 0.3);
        assertThat(network.fingerprint("n2")).isEqualTo(before);
    }

    @Test
    void a_cut_and_a_loss_on_one_link_are_taken_back_each_on_its_own() {
        network.cut(Set.of(THERE));
        network.lose(Set.of(THERE), 0.3);
        network.mend(Set.of(THERE));
        assertThat(network.inForce()).containsExactly("n2 loses 30 % of what it receives from n1");
    }

    @Test
    void tcp_brings_everything_through_a_lossy_link() {
        network.lose(Links.between(Set.of("n1"), Set.of("n2")), 0.2);
        assertThat(network.delay("n1", "n2").there()).isPositive();
    }

    private static double lost(Traffic traffic, Link link) {
        Traffic.Count count = traffic.on(link);
        return (count.sent() - count.arrived()) / (double) count.sent();
    }

    /** From now until each link has seen so many datagrams sent. */
    private Traffic traffic(int datagrams) {
        long from = clock.nanos();
        Traffic[] seen = new Traffic[1];
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            seen[0] =
                    network.traffic(from, clock.nanos() - Duration.ofMillis(100).toNanos());
            Traffic traffic = seen[0];
            return Links.all(cluster.names()).stream()
                    .allMatch(link -> traffic.on(link).sent() >= datagrams);
        });
        return seen[0];
    }
}
