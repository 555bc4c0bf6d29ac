package dev.faultline.harness.fault.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.StagedCluster;
import dev.faultline.harness.fault.StagedNetwork;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.net.NetworkException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LossInjectionTest {
    private static final Link LINK = new Link("n3", "n5");

    private final StagedCluster cluster = new StagedCluster(5);
    private final StagedNetwork network = cluster.network();

    private static Fault loss(SortedSet<Link> links) {
        return new Loss("link", new TreeSet<>(List.of("n3")), links, 0.3);
    }

    private Evidence evidenceOf(SortedSet<Link> links, Duration hold) {
        Injection injection = loss(links).inject(cluster.field);
        cluster.clock.pass(hold);
        injection.observe();
        injection.heal();
        return injection.evidence();
    }

    private Evidence evidence() {
        return evidenceOf(new TreeSet<>(List.of(LINK)), Duration.ofSeconds(10));
    }

    @Test
    void loss_as_asked_is_proved_by_datagrams_before_during_and_after() {
        Evidence evidence = evidence();
        assertThat(evidence.proved()).as(evidence.summary()).isTrue();
        assertThat(evidence.summary()).contains("asked 30 %").contains("arrived elsewhere");
        assertThat((Double) evidence.measurements().get("measuredPercent")).isBetween(20.0, 40.0);
        assertThat((Map<?, ?>) evidence.measurements().get("datagrams")).hasSize(20);
        assertThat(network.inForce()).isEmpty();
    }

    @Test
    void loss_on_every_link_is_proved() {
        Evidence evidence = evidenceOf(Links.all(cluster.names()), Duration.ofSeconds(10));
        assertThat(evidence.proved()).as(evidence.summary()).isTrue();
    }

    @Test
    void rules_that_lose_nothing_prove_nothing() {
        network.leaking.add(LINK);
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void loss_that_is_far_from_what_was_asked_is_not_proved() {
        network.losesMorePerMille = 300;
        assertThat(evidence().proved()).isFalse();
        network.losesMorePerMille = -200;
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void a_link_that_is_cut_instead_is_not_proved_to_be_lossy() {
        network.losesMorePerMille = 700;
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void loss_that_hits_other_links_too_is_not_proved() {
        network.alsoLossy.add(LINK.reversed());
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void a_link_that_loses_packets_after_the_heal_proves_nothing() {
        network.neverMended.add(LINK);
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void a_link_that_was_silent_before_proves_nothing() {
        network.dead.add(LINK);
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void a_loss_too_short_to_show_its_probability_is_not_proved() {
        assertThat(evidenceOf(new TreeSet<>(List.of(LINK)), Duration.ofSeconds(2))
                        .proved())
                .isFalse();
    }

    @Test
    void a_loss_that_the_nodes_refuse_is_an_error() {
        network.refusals = 1;
        assertThatThrownBy(this::evidence).isInstanceOf(NetworkException.class).hasMessageContaining("n1");
    }

    @Test
    void a_heal_that_was_refused_can_be_tried_again() {
        Injection injection = loss(new TreeSet<>(List.of(LINK))).inject(cluster.field);
        cluster.clock.pass(Duration.ofSeconds(10));
        injection.observe();
        network.healRefusals = 1;
        assertThatThrownBy(injection::heal).isInstanceOf(NetworkException.class);
        injection.heal();
        assertThat(injection.evidence().proved()).isTrue();
    }

    @Test
    void a_probability_that_is_none_is_refused() {
        for (double probability : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThatThrownBy(() -> new Loss("link", new TreeSet<>(), new TreeSet<>(), probability))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("probability");
        }
    }
}
