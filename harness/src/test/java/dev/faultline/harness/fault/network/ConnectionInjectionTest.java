package dev.faultline.harness.fault.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.StagedCluster;
import dev.faultline.harness.fault.StagedNetwork;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.net.NetworkException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionInjectionTest {
    private static final SortedSet<String> ONE = new TreeSet<>(List.of("n1"));
    private static final SortedSet<Link> LINK = Links.oneWay("n1", "n2");
    private static final SortedSet<Link> NONE = Collections.emptySortedSet();

    private final StagedCluster cluster = new StagedCluster(3);
    private final StagedNetwork network = cluster.network();

    static Stream<Fault> each() {
        return Stream.of(new Reset(ONE, LINK), new Reset(ONE, NONE), new HalfOpen(ONE, LINK), new HalfOpen(ONE, NONE));
    }

    static Stream<Fault> resets() {
        return each().filter(Reset.class::isInstance);
    }

    private Evidence evidence(Fault fault, Runnable meanwhile) {
        Injection injection = fault.inject(cluster.field);
        cluster.clock.pass(Duration.ofSeconds(4));
        meanwhile.run();
        injection.observe();
        injection.heal();
        return injection.evidence();
    }

    private Evidence evidence(Fault fault) {
        return evidence(fault, () -> {});
    }

    @AfterEach
    void no_connection_is_held_for_longer_than_its_fault() {
        assertThat(network.held()).isZero();
    }

    @ParameterizedTest
    @MethodSource("each")
    void connections_that_fare_as_asked_and_only_meanwhile_are_a_proof(Fault fault) {
        Evidence evidence = evidence(fault);
        assertThat(evidence.proved()).as(evidence.summary()).isTrue();
        assertThat(network.inForce()).isEmpty();
    }

    @Test
    void what_became_of_them_is_told() {
        assertThat(evidence(new Reset(ONE, LINK)).summary())
                .contains("n1->n2: a connection answered 1 times before it was reset after ")
                .contains("n2->n1: ")
                .contains("new ones were reset and reset, after it answered");
        assertThat(evidence(new HalfOpen(ONE, NONE)).summary())
                .contains("clients of n1: a connection answered 1 times before it stayed open and was answered 0 times")
                .contains("new ones were open and silent and open and silent, after it answered");
    }

    @ParameterizedTest
    @MethodSource("each")
    void connections_that_are_answered_as_before_are_none(Fault fault) {
        network.slows = false;
        assertThat(evidence(fault).proved()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("each")
    void connections_that_are_not_answered_after_the_heal_are_none(Fault fault) {
        network.staysSlow = true;
        assertThat(evidence(fault).proved()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("each")
    void connections_that_are_answered_too_early_are_none(Fault fault) {
        assertThat(evidence(fault, network::healAll).proved()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("each")
    void connections_that_were_not_answered_before_are_none(Fault fault) {
        network.impair(LINK, new Impairment.HalfOpen());
        network.impairClients(Set.of("n1"), new Impairment.HalfOpen());
        assertThat(evidence(fault).proved()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("resets")
    void connections_that_end_in_good_order_are_not_reset(Fault fault) {
        network.closesWhatItResets();
        Evidence evidence = evidence(fault);
        assertThat(evidence.proved()).isFalse();
        assertThat(evidence.summary()).contains("new ones were closed and closed");
    }

    @ParameterizedTest
    @MethodSource("resets")
    void a_reset_of_new_connections_only_is_none(Fault fault) {
        network.sparesWhatStands();
        assertThat(evidence(fault).proved()).isFalse();
    }

    @Test
    void a_connection_around_the_proxy_leaves_it_unproved() {
        network.bypasses.add("n1:40312 -> n2:2380");
        assertThat(evidence(new HalfOpen(ONE, LINK)).proved()).isFalse();
    }

    @Test
    void what_is_refused_holds_nothing() {
        network.refusals = 1;
        assertThatThrownBy(() -> evidence(new Reset(ONE, LINK))).isInstanceOf(NetworkException.class);
        assertThat(network.inForce()).isEmpty();
    }
}
