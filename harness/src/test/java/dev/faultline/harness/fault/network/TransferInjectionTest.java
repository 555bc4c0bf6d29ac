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
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransferInjectionTest {
    private static final SortedSet<String> TWO = new TreeSet<>(List.of("n1", "n2"));
    private static final SortedSet<Link> LINK = Links.oneWay("n1", "n2");
    private static final Fault NARROW = new Narrow(TWO, LINK, 16);
    private static final Fault NARROW_CLIENTS = new Narrow(TWO, Collections.emptySortedSet(), 16);
    private static final Fault SLICED = new Slice(TWO, LINK, 64, 1000);

    private final StagedCluster cluster = new StagedCluster(3);
    private final StagedNetwork network = cluster.network();

    static Stream<Fault> each() {
        return Stream.of(NARROW, NARROW_CLIENTS, SLICED, new Slice(TWO, Collections.emptySortedSet(), 64, 1000));
    }

    private Evidence evidence(Fault fault, Runnable meanwhile) {
        Injection injection = fault.inject(cluster.field);
        meanwhile.run();
        injection.observe();
        injection.heal();
        return injection.evidence();
    }

    private Evidence evidence(Fault fault) {
        return evidence(fault, () -> {});
    }

    @ParameterizedTest
    @MethodSource("each")
    void bytes_that_pass_as_asked_and_only_meanwhile_are_a_proof(Fault fault) {
        Evidence evidence = evidence(fault);
        assertThat(evidence.proved()).as(evidence.summary()).isTrue();
        assertThat(network.inForce()).isEmpty();
    }

    @Test
    void the_figures_are_told() {
        assertThat(evidence(NARROW).summary())
                .isEqualTo("n1->n2 16.0 KB/s at most, asked 16, and back 5333.3 KB/s at least;"
                        + " before it 5333.3 KB/s at least, after it 5333.3 KB/s at least;"
                        + " no connection goes around the proxy");
        assertThat(evidence(SLICED).summary())
                .startsWith("n1->n2 16384 bytes in 384 pieces at least, asked 256, and back in 2 at most;"
                        + " before it in 2 at most, after it in 2 at most;");
    }

    @ParameterizedTest
    @MethodSource("each")
    void bytes_that_pass_as_before_are_none(Fault fault) {
        network.slows = false;
        assertThat(evidence(fault).proved()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("each")
    void bytes_that_do_not_pass_freely_after_the_heal_are_none(Fault fault) {
        network.staysSlow = true;
        assertThat(evidence(fault).proved()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("each")
    void bytes_that_pass_freely_too_early_are_none(Fault fault) {
        assertThat(evidence(fault, network::healAll).proved()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("each")
    void bytes_that_did_not_pass_freely_before_are_none(Fault fault) {
        Impairment there = fault instanceof Narrow ? new Impairment.Bandwidth(1) : new Impairment.Slicer(8, 1000);
        network.impair(LINK, there);
        network.impairClients(Set.of("n1"), there);
        assertThat(evidence(fault).proved()).isFalse();
    }

    @Test
    void a_way_that_is_impaired_in_both_directions_is_none() {
        network.slowsBothWays = true;
        assertThat(evidence(NARROW).proved()).isFalse();
        assertThat(evidence(SLICED).proved()).isFalse();
    }

    @Test
    void both_directions_may_be_asked_for() {
        assertThat(evidence(new Narrow(TWO, Links.between(List.of("n1"), List.of("n2")), 16))
                        .proved())
                .isTrue();
    }

    @Test
    void a_connection_around_the_proxy_leaves_it_unproved() {
        network.bypasses.add("n1:40312 -> n2:2380");
        assertThat(evidence(NARROW).proved()).isFalse();
    }

    @Test
    void what_no_proxy_does_cannot_be_asked() {
        assertThatThrownBy(() -> new Narrow(TWO, LINK, 0))
                .hasMessageContaining("kilobytesPerSecond: must be 1 to 1000");
        assertThatThrownBy(() -> new Slice(TWO, LINK, 7, 100)).hasMessageContaining("sliceBytes: must be 8 to 1024");
        assertThatThrownBy(() -> new Slice(TWO, LINK, 8, 99)).hasMessageContaining("pauseMicros: must be 100 to 20000");
    }
}
