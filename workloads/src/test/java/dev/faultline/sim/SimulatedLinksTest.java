package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.net.NetworkException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedLinksTest {
    private static final Duration LATE = Duration.ofMillis(100);
    private static final Set<Link> LINK = IdleCluster.link("n1", "n2");
    private static final Set<Link> OTHER = IdleCluster.link("n3", "n1");

    private final IdleCluster idle = new IdleCluster();
    private final Network network = idle.cluster.network();

    @Test
    void tell_what_is_in_force_until_it_is_taken_back() {
        assertThat(network.inForce()).isEmpty();
        network.cut(LINK);
        network.lose(OTHER, 0.2);
        network.slowClients(Set.of("n3"), LATE, Duration.ZERO);
        assertThat(network.inForce()).containsExactly("clients of n3 slow", "n1->n2 cut", "n3->n1 loses 0.2");
        network.mend(LINK);
        network.unlose(OTHER);
        network.unslowClients(Set.of("n3"));
        assertThat(network.inForce()).isEmpty();
    }

    @Test
    void are_as_before_once_all_is_healed() {
        network.cut(LINK);
        network.impair(OTHER, new Impairment.Bandwidth(1));
        network.slowClients(Set.of("n3"), LATE, Duration.ZERO);
        network.healAll();
        assertThat(network.inForce()).isEmpty();
        assertThat(network.delay("n1", "n2").there()).isLessThan(LATE);
        assertThat(network.transfer("n3", "n1", 1000).there().time()).isLessThan(LATE);
        assertThat(network.clientDelay("n3").there()).isLessThan(LATE);
    }

    @Test
    void of_clients_are_slowed_both_ways_and_no_others() {
        network.slowClients(Set.of("n2"), LATE, Duration.ZERO);
        Delay slowed = network.clientDelay("n2");
        assertThat(slowed.there()).isGreaterThanOrEqualTo(LATE);
        assertThat(slowed.back()).isGreaterThanOrEqualTo(LATE);
        assertThat(network.clientDelay("n1").there()).isLessThan(LATE);
        assertThat(network.delay("n1", "n2").there()).isLessThan(LATE);
    }

    @Test
    void with_jitter_are_late_by_another_amount_each_time_and_by_none_afterwards() {
        network.impair(LINK, new Impairment.Jitter(200));
        List<Duration> late =
                network.delays("n1", "n2", 30).stream().map(Delay::there).toList();
        assertThat(late).anySatisfy(each -> assertThat(each).isLessThan(Duration.ofMillis(80)));
        assertThat(late).anySatisfy(each -> assertThat(each).isGreaterThan(Duration.ofMillis(120)));
        network.unimpair(LINK);
        assertThat(network.delays("n1", "n2", 30))
                .allSatisfy(each -> assertThat(each.there()).isLessThan(Duration.ofMillis(40)));
    }

    @Test
    void count_what_a_cut_dropped() {
        assertThat(network.dropped(LINK)).isZero();
        network.cut(LINK);
        idle.pass(Duration.ofSeconds(1));
        assertThat(network.dropped(LINK)).isGreaterThanOrEqualTo(19);
        assertThat(network.dropped(OTHER)).isZero();
    }

    @Test
    void have_no_connections_to_be_broken_or_held() {
        for (Impairment broken : List.of(new Impairment.Reset(), new Impairment.HalfOpen())) {
            assertThatThrownBy(() -> network.impair(LINK, broken))
                    .isInstanceOf(NetworkException.class)
                    .hasMessage("a simulated link knows no " + broken.word());
        }
        assertThat(network.inForce()).isEmpty();
        assertThatThrownBy(() -> network.hold("n1", "n2"))
                .isInstanceOf(NetworkException.class)
                .hasMessage("a simulated network carries messages, not connections");
        assertThatThrownBy(() -> network.holdClient("n1")).isInstanceOf(NetworkException.class);
    }
}
