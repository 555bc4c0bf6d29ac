package dev.faultline.harness.cluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.docker.Containerized;
import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Fate;
import dev.faultline.harness.net.Fate.Ending;
import dev.faultline.harness.net.Held;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.net.Transfer;
import dev.faultline.harness.time.Await;
import dev.faultline.harness.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
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
        assertThat(network.inForce())
                .allMatch(line -> line.endsWith(": 60 ms +-5"))
                .hasSize(4);
    }

    @Test
    void jitter_is_late_by_ever_other_amounts_one_way_and_leaves_a_delay_alone() {
        network.slow(Links.oneWay("n1", "n2"), Duration.ofMillis(60), Duration.ZERO);
        network.impair(Links.oneWay("n1", "n2"), new Impairment.Jitter(300));
        List<Duration> there =
                network.delays("n1", "n2", 10).stream().map(Delay::there).toList();
        List<Duration> back =
                network.delays("n1", "n2", 3).stream().map(Delay::back).toList();
        assertThat(Collections.max(there).minus(Collections.min(there))).isGreaterThan(Duration.ofMillis(30));
        assertThat(back).allMatch(time -> time.compareTo(Duration.ofMillis(50)) < 0);

        network.unimpair(Links.oneWay("n1", "n2"));
        assertThat(network.inForce()).isNotEmpty().allMatch(line -> line.endsWith(": 60 ms"));
    }

    @Test
    void a_narrow_link_is_so_one_way_whoever_opened_the_connection() {
        network.impair(Links.oneWay("n1", "n2"), new Impairment.Bandwidth(16));

        Transfer opened = network.transfer("n1", "n2", 16_000);
        assertThat(opened.there().time()).isGreaterThan(Duration.ofMillis(800));
        assertThat(opened.back().time()).isLessThan(Duration.ofMillis(500));
        Transfer accepted = network.transfer("n2", "n1", 16_000);
        assertThat(accepted.there().time()).isLessThan(Duration.ofMillis(500));
        assertThat(accepted.back().time()).isGreaterThan(Duration.ofMillis(800));

        network.unimpair(Links.oneWay("n1", "n2"));
        assertThat(network.inForce()).isEmpty();
        assertThat(network.transfer("n1", "n2", 16_000).there().time()).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void what_is_sliced_comes_in_many_pieces_and_leaves_a_delay_alone() {
        network.slowClients(Set.of("n2"), Duration.ofMillis(60), Duration.ZERO);
        network.impairClients(Set.of("n2"), new Impairment.Slicer(64, 1_000));
        assertThat(network.clientTransfer("n2", 16_384).there().pieces()).isGreaterThan(64);
        assertThat(network.clientTransfer("n2", 16_384).back().pieces()).isGreaterThan(64);
        assertThat(network.clientTransfer("n1", 16_384).back().pieces()).isLessThan(32);

        network.unimpairClients(Set.of("n2"));
        assertThat(network.clientTransfer("n2", 16_384).there().pieces()).isLessThan(32);
        assertThat(network.inForce()).isNotEmpty().allMatch(line -> line.endsWith(": 60 ms"));
    }

    @Test
    void connections_that_stand_are_reset_at_once_and_new_ones_when_they_carry_something() {
        try (Held between = network.hold("n1", "n2");
                Held ofClient = network.holdClient("n2")) {
            answered(between);
            answered(ofClient);
            network.impair(Links.between(List.of("n1"), List.of("n2")), new Impairment.Reset());
            network.impairClients(Set.of("n2"), new Impairment.Reset());
            assertThat(fate(between, f -> f.ending() != Ending.HELD).ending()).isEqualTo(Ending.RESET);
            assertThat(fate(ofClient, f -> f.ending() != Ending.HELD).ending()).isEqualTo(Ending.RESET);
        }
        try (Held fresh = network.hold("n2", "n1")) {
            assertThat(fate(fresh, f -> f.ending() != Ending.HELD).ending()).isEqualTo(Ending.RESET);
        }
        network.healAll();
        try (Held fresh = network.hold("n2", "n1")) {
            answered(fresh);
        }
    }

    @Test
    void a_half_open_connection_carries_nothing_and_is_not_closed_until_the_heal() {
        try (Held between = network.hold("n1", "n2")) {
            answered(between);
            network.impair(Links.between(List.of("n1"), List.of("n2")), new Impairment.HalfOpen());
            try (Held fresh = network.hold("n2", "n1")) {
                assertThat(fate(fresh, f -> !f.answers().isEmpty(), Duration.ofSeconds(2))
                                .silent())
                        .isTrue();
            }
            assertThat(between.fate().ending()).isEqualTo(Ending.HELD);
            network.unimpair(Links.between(List.of("n1"), List.of("n2")));
            assertThat(fate(between, f -> f.ending() != Ending.HELD).ending()).isEqualTo(Ending.CLOSED);
        }
    }

    private static void answered(Held held) {
        assertThat(fate(held, f -> !f.answers().isEmpty()).answers()).isNotEmpty();
    }

    private static Fate fate(Held held, Predicate<Fate> awaited) {
        return fate(held, awaited, Duration.ofSeconds(20));
    }

    private static Fate fate(Held held, Predicate<Fate> awaited, Duration patience) {
        Await.until(Clock.system(), patience, Duration.ofMillis(50), () -> awaited.test(held.fate()));
        return held.fate();
    }

    private static void assertFast(Delay delay) {
        assertThat(delay.there()).isLessThanOrEqualTo(FAST);
        assertThat(delay.back()).isLessThanOrEqualTo(FAST);
    }
}
