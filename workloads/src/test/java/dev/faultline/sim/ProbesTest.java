package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.net.NetworkException;
import dev.faultline.harness.net.Transfer;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private static final Duration LATE = Duration.ofMillis(100);

    private final Network network = new IdleCluster().cluster.network();

    @Test
    void measure_each_way_by_itself() {
        network.slow(IdleCluster.link("n1", "n2"), LATE, Duration.ZERO);
        Delay delay = network.delay("n1", "n2");
        assertThat(delay.there()).isGreaterThanOrEqualTo(LATE);
        assertThat(delay.back()).isLessThan(LATE);
        assertThat(network.delay("n2", "n1").back()).isGreaterThanOrEqualTo(LATE);
    }

    /** Half of the latency always, the rest as it comes, so that the mean is what was asked for. */
    @Test
    void tell_how_far_apart_nodes_were_asked_to_be() {
        Network far = ((SimulatedCluster) new SimulationProvider()
                        .seeded(new Seed(2))
                        .withLatency(LATE)
                        .provide("test", 3, Ports.client(1)))
                .network();
        List<Delay> delays = far.delays("n1", "n2", 200);
        assertThat(delays).allMatch(delay -> delay.there().compareTo(LATE.dividedBy(2)) >= 0);
        double mean = delays.stream()
                .mapToLong(delay -> delay.there().toNanos())
                .average()
                .orElseThrow();
        assertThat(mean).isBetween(0.85 * LATE.toNanos(), 1.15 * LATE.toNanos());
        assertThat(far.clientDelay("n1").there()).isLessThan(Duration.ofMillis(20));
    }

    @Test
    void measure_as_often_as_they_are_asked() {
        assertThat(network.delays("n1", "n3", 7)).hasSize(7);
        assertThat(network.clientDelays("n3", 4)).hasSize(4);
    }

    @Test
    void are_sent_again_when_they_are_lost() {
        network.lose(IdleCluster.link("n1", "n2"), 0.5);
        assertThat(network.delays("n1", "n2", 20)).hasSize(20);
    }

    @Test
    void say_so_when_nothing_arrives() {
        network.cut(IdleCluster.link("n2", "n1"));
        assertThatThrownBy(() -> network.delay("n1", "n2"))
                .isInstanceOf(NetworkException.class)
                .hasMessage("nothing arrives from 2 at 1");
    }

    @Test
    void carry_bytes_in_one_piece_or_in_slices() {
        Transfer whole = network.transfer("n1", "n2", 1000);
        assertThat(whole.there().pieces()).isEqualTo(1);
        assertThat(whole.there().bytes()).isEqualTo(1000);
        network.impair(IdleCluster.link("n1", "n2"), new Impairment.Slicer(64, 1000));
        Transfer sliced = network.transfer("n1", "n2", 1000);
        assertThat(sliced.there().pieces()).isEqualTo(16);
        assertThat(sliced.there().time()).isGreaterThan(Duration.ofMillis(14));
        assertThat(sliced.back().pieces()).isEqualTo(1);
        network.healAll();
        assertThat(network.transfer("n1", "n2", 1000).there().pieces()).isEqualTo(1);
    }

    @Test
    void take_the_time_that_a_narrow_link_takes() {
        network.impairClients(Set.of("n2"), new Impairment.Bandwidth(1));
        Transfer transfer = network.clientTransfer("n2", 2000);
        assertThat(transfer.there().time()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(network.clientTransfer("n1", 2000).there().time()).isLessThan(Duration.ofSeconds(1));
    }
}
