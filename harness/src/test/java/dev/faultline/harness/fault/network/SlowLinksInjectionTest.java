package dev.faultline.harness.fault.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.StagedCluster;
import dev.faultline.harness.fault.StagedNetwork;
import dev.faultline.harness.net.Link;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SlowLinksInjectionTest {
    private static final Link LINK = new Link("n1", "n2");

    private final StagedCluster cluster = new StagedCluster(3);
    private final StagedNetwork network = cluster.network();

    private Evidence evidence() {
        return evidence(() -> {});
    }

    private Evidence evidence(Runnable meanwhile) {
        Injection injection = new SlowLinks(
                        new TreeSet<>(List.of("n2")),
                        new TreeSet<>(List.of(LINK)),
                        Duration.ofMillis(300),
                        Duration.ofMillis(20))
                .inject(cluster.field);
        meanwhile.run();
        injection.observe();
        injection.heal();
        return injection.evidence();
    }

    @Test
    void a_link_that_is_late_in_one_direction_is_proved() {
        Evidence evidence = evidence();
        assertThat(evidence.proved()).as(evidence.summary()).isTrue();
        assertThat(evidence.summary())
                .contains("n1->n2 took at least 300.4 ms and back at most 0.4 ms")
                .contains("no connection goes around the proxy");
        assertThat(network.inForce()).isEmpty();
    }

    @Test
    void a_link_that_is_as_prompt_as_before_is_not_proved() {
        network.slows = false;
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void a_link_that_is_late_both_ways_is_not_proved() {
        network.slowsBothWays = true;
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void a_link_that_stays_late_after_the_heal_is_not_proved() {
        network.staysSlow = true;
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void a_link_that_was_late_already_is_not_proved() {
        network.slow(Set.of(LINK), Duration.ofMillis(300), Duration.ZERO);
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void a_link_that_becomes_prompt_too_early_is_not_proved() {
        assertThat(evidence(() -> network.unslow(Set.of(LINK))).proved()).isFalse();
    }

    @Test
    void a_connection_around_the_proxy_leaves_it_unproved() {
        network.bypasses.add("n1:40312 -> n2:2380");
        Evidence evidence = evidence();
        assertThat(evidence.proved()).isFalse();
        assertThat(evidence.summary()).contains("1 connections go around the proxy");
    }
}
