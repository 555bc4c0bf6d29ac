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

class CutInjectionTest {
    private static final List<String> REST = List.of("n1", "n2", "n4", "n5");

    private final StagedCluster cluster = new StagedCluster(5);
    private final StagedNetwork network = cluster.network();

    private static Fault cut(SortedSet<Link> links) {
        return new Cut("one", new TreeSet<>(List.of("n3")), links, List.of(List.of("n3"), REST));
    }

    private Evidence evidenceOf(SortedSet<Link> links) {
        Injection injection = cut(links).inject(cluster.field);
        cluster.clock.pass(Duration.ofSeconds(10));
        injection.observe();
        injection.heal();
        return injection.evidence();
    }

    private Evidence evidenceOfCuttingOffN3() {
        return evidenceOf(Links.between(List.of("n3"), REST));
    }

    @Test
    void a_cut_that_holds_is_proved_by_datagrams_before_during_and_after() {
        Evidence evidence = evidenceOfCuttingOffN3();
        assertThat(evidence.proved()).as(evidence.summary()).isTrue();
        assertThat(evidence.summary()).startsWith("0 of ").contains("datagrams came through the cut");
        assertThat(Duration.ofNanos(evidence.toNanos() - evidence.fromNanos()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(network.inForce()).isEmpty();
    }

    @Test
    void the_measurements_name_every_directed_link() {
        Evidence evidence = evidenceOfCuttingOffN3();
        assertThat((Map<?, ?>) evidence.measurements().get("datagrams")).hasSize(20);
        assertThat((Long) evidence.measurements().get("droppedPackets")).isPositive();
    }

    @Test
    void a_one_way_cut_is_proved_while_the_other_way_goes_on() {
        assertThat(evidenceOf(Links.oneWay(List.of("n3"), REST)).proved()).isTrue();
    }

    @Test
    void a_cut_of_every_link_is_proved() {
        assertThat(evidenceOf(Links.all(cluster.names())).proved()).isTrue();
    }

    @Test
    void a_cut_through_which_datagrams_pass_is_not_proved() {
        network.leaking.add(new Link("n3", "n5"));
        assertThat(evidenceOfCuttingOffN3().proved()).isFalse();
    }

    @Test
    void a_cut_that_blocks_other_links_too_is_not_proved() {
        network.alsoBlocked.add(new Link("n1", "n2"));
        assertThat(evidenceOfCuttingOffN3().proved()).isFalse();
    }

    @Test
    void a_one_way_cut_that_cuts_both_ways_is_not_proved() {
        network.alsoBlocked.add(new Link("n1", "n3"));
        assertThat(evidenceOf(Links.oneWay(List.of("n3"), REST)).proved()).isFalse();
    }

    @Test
    void a_link_that_was_silent_before_the_cut_proves_nothing() {
        network.dead.add(new Link("n3", "n1"));
        assertThat(evidenceOfCuttingOffN3().proved()).isFalse();
    }

    @Test
    void a_link_that_stays_silent_after_the_heal_proves_nothing() {
        network.neverMended.add(new Link("n3", "n1"));
        assertThat(evidenceOfCuttingOffN3().proved()).isFalse();
    }

    @Test
    void a_cut_whose_rules_dropped_nothing_is_not_proved() {
        network.countsDrops = false;
        assertThat(evidenceOfCuttingOffN3().proved()).isFalse();
    }

    @Test
    void a_cut_too_short_for_datagrams_is_not_proved() {
        Injection injection = cut(Links.between(List.of("n3"), REST)).inject(cluster.field);
        injection.observe();
        injection.heal();
        assertThat(injection.evidence().proved()).isFalse();
    }

    @Test
    void a_cut_that_the_nodes_refuse_is_an_error() {
        network.refusals = 1;
        assertThatThrownBy(() -> cut(Links.oneWay("n1", "n2")).inject(cluster.field))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("n1");
    }

    @Test
    void a_mend_that_was_refused_can_be_tried_again() {
        Injection injection = cut(Links.between(List.of("n3"), REST)).inject(cluster.field);
        cluster.clock.pass(Duration.ofSeconds(10));
        injection.observe();
        network.healRefusals = 1;
        assertThatThrownBy(injection::heal).isInstanceOf(NetworkException.class);
        injection.heal();
        assertThat(injection.evidence().proved()).isTrue();
    }
}
