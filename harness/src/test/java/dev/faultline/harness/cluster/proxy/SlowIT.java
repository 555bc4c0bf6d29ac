package dev.faultline.harness.cluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.docker.Containerized;
import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.net.Network;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Containerized.class)
class SlowIT {
    private static final Duration LATENCY = Duration.ofMillis(300);
    private static final Duration SLOW = Duration.ofMillis(250);
    private static final Duration FAST = Duration.ofMillis(20);

    private Network network;

    @BeforeEach
    void take(Cluster shared) {
        network = shared.network();
    }

    @AfterEach
    void heal() {
        network.healAll();
        assertThat(network.inForce()).isEmpty();
    }

    @Test
    void a_slow_link_is_slow_one_way_whoever_opened_the_connection() {
        network.slow(Links.oneWay("n1", "n2"), LATENCY, Duration.ZERO);

        Delay opened = network.delay("n1", "n2");
        assertThat(opened.there()).isGreaterThanOrEqualTo(SLOW);
        assertThat(opened.back()).isLessThanOrEqualTo(FAST);

        Delay accepted = network.delay("n2", "n1");
        assertThat(accepted.there()).isLessThanOrEqualTo(FAST);
        assertThat(accepted.back()).isGreaterThanOrEqualTo(SLOW);

        assertFast(network.delay("n1", "n3"));
        assertFast(network.clientDelay("n1"));

        network.unslow(Links.oneWay("n1", "n2"));
        assertThat(network.inForce()).isEmpty();
        assertFast(network.delay("n1", "n2"));
        assertFast(network.delay("n2", "n1"));
    }

    @Test
    void a_slow_client_link_is_slow_both_ways_and_leaves_the_peers_alone() {
        network.slowClients(Set.of("n2"), LATENCY, Duration.ZERO);

        Delay slowed = network.clientDelay("n2");
        assertThat(slowed.there()).isGreaterThanOrEqualTo(SLOW);
        assertThat(slowed.back()).isGreaterThanOrEqualTo(SLOW);
        assertFast(network.clientDelay("n1"));
        assertFast(network.delay("n1", "n2"));
        assertFast(network.delay("n2", "n1"));

        network.unslowClients(Set.of("n2"));
        assertThat(network.inForce()).isEmpty();
        assertFast(network.clientDelay("n2"));
    }

    @Test
    void a_link_slowed_twice_has_the_later_delay() {
        network.slow(Links.oneWay("n1", "n2"), LATENCY, Duration.ZERO);
        network.slow(Links.oneWay("n1", "n2"), Duration.ofMillis(60), Duration.ofMillis(5));
        assertThat(network.delay("n1", "n2").there()).isBetween(Duration.ofMillis(50), Duration.ofMillis(120));
        assertThat(network.inForce()).allMatch(line -> line.endsWith(": 60 ms")).hasSize(4);
    }

    private static void assertFast(Delay delay) {
        assertThat(delay.there()).isLessThanOrEqualTo(FAST);
        assertThat(delay.back()).isLessThanOrEqualTo(FAST);
    }
}
