package dev.faultline.harness.fault.network;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JitterInjectionTest {
    private static final SortedSet<String> TWO = new TreeSet<>(List.of("n1", "n2"));
    private static final SortedSet<Link> LINK = Links.oneWay("n1", "n2");
    private static final Fault LINKS = new Jitter(TWO, LINK, 400);
    private static final Fault CLIENTS = new Jitter(TWO, Collections.emptySortedSet(), 400);

    private final StagedCluster cluster = new StagedCluster(3);
    private final StagedNetwork network = cluster.network();

    private Evidence evidence(Fault fault, Runnable meanwhile, Runnable later) {
        Injection injection = fault.inject(cluster.field);
        meanwhile.run();
        injection.observe();
        injection.heal();
        later.run();
        return injection.evidence();
    }

    private Evidence evidence(Fault fault) {
        return evidence(fault, () -> {}, () -> {});
    }

    @Test
    void times_that_differ_in_one_direction_and_only_meanwhile_are_a_proof() {
        Evidence evidence = evidence(LINKS);
        assertThat(evidence.proved()).as(evidence.summary()).isTrue();
        assertThat(evidence.summary())
                .contains(
                        "n1->n2 took 0.4 to 400.4 ms and back 0.4 to 0.4 ms; before it 0.4 to 0.4 ms, after it 0.4 to")
                .contains("no connection goes around the proxy");
        assertThat(network.inForce()).isEmpty();
    }

    @Test
    void clients_are_hit_each_way() {
        Evidence evidence = evidence(CLIENTS);
        assertThat(evidence.proved()).as(evidence.summary()).isTrue();
        assertThat(evidence.measurements()).containsKeys("clients of n1", "clients of n2");
    }

    @Test
    void times_that_are_alike_are_none() {
        network.jittersNothing();
        assertThat(evidence(LINKS).proved()).isFalse();
        assertThat(evidence(CLIENTS).proved()).isFalse();
    }

    @Test
    void jitter_that_was_taken_back_meanwhile_is_none() {
        assertThat(evidence(LINKS, network::healAll, () -> {}).proved()).isFalse();
        assertThat(evidence(CLIENTS, network::healAll, () -> {}).proved()).isFalse();
    }

    @Test
    void jitter_that_stays_is_none() {
        assertThat(evidence(LINKS, () -> {}, () -> network.impair(LINK, new Impairment.Jitter(400)))
                        .proved())
                .isFalse();
    }

    @Test
    void jitter_that_is_there_before_is_none() {
        network.impair(LINK, new Impairment.Jitter(400));
        assertThat(evidence(LINKS).proved()).isFalse();
    }

    @Test
    void jitter_in_the_other_direction_too_is_none() {
        assertThat(evidence(LINKS, () -> network.impair(Links.oneWay("n2", "n1"), new Impairment.Jitter(400)), () -> {})
                        .proved())
                .isFalse();
    }
}
