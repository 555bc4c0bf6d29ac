package dev.faultline.node.sim;

import static dev.faultline.node.sim.Stage.MILLI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedNetworkTest {
    private final Stage stage = Stage.calm(3);
    private final SimulatedNetwork network = stage.world.network();

    private static String many(int count) {
        StringBuilder commands = new StringBuilder("send 2 00000");
        for (int i = 1; i < count; i++) {
            commands.append(String.format(" send 2 %05d", i));
        }
        return commands.toString();
    }

    @Test
    void a_message_arrives_after_a_latency_that_is_counted() {
        stage.perform(1, "send 2 hello");
        assertThat(stage.program(2).received).containsExactly("1:hello");
        LinkCounters counters = network.counters(1, 2);
        assertThat(counters.sent()).isEqualTo(1);
        assertThat(counters.delivered()).isEqualTo(1);
        assertThat(counters.latencyNanosMin()).isBetween(MILLI * 4 / 10, 5 * MILLI);
        assertThat(counters.latencyNanosMax())
                .isEqualTo(counters.latencyNanosMin())
                .isEqualTo(counters.latencyNanosSum());
    }

    @Test
    void a_cut_drops_one_direction_only_until_it_is_mended() {
        network.cut(1, 2);
        stage.perform(1, "send 2 a send 3 b");
        stage.perform(2, "send 1 c");
        assertThat(stage.program(2).received).isEmpty();
        assertThat(stage.program(3).received).containsExactly("1:b");
        assertThat(stage.program(1).received).containsExactly("2:c");
        assertThat(stage.drops).containsExactly("1>2 a CUT");
        assertThat(network.counters(1, 2).cut()).isEqualTo(1);

        network.mend(1, 2);
        stage.perform(1, "send 2 d");
        assertThat(stage.program(2).received).containsExactly("1:d");
    }

    @Test
    void a_cut_drops_what_is_on_its_way() {
        network.slow(1, 2, 50 * MILLI, 0);
        stage.request(1, "send 2 a");
        stage.run(20);
        network.cut(1, 2);
        stage.run(100);
        assertThat(stage.program(2).received).isEmpty();
        assertThat(stage.drops).containsExactly("1>2 a CUT");
    }

    @Test
    void a_slow_link_is_slower_by_what_was_said_and_fast_again_afterwards() {
        network.slow(1, 2, 30 * MILLI, 5 * MILLI);
        stage.perform(1, many(200));
        LinkCounters slow = network.counters(1, 2);
        assertThat(slow.latencyNanosMin()).isBetween(25 * MILLI, 28 * MILLI);
        assertThat(slow.latencyNanosMax()).isBetween(34 * MILLI, 40 * MILLI);

        network.unslow(1, 2);
        stage.perform(1, "send 2 a");
        assertThat(network.counters(1, 2).latencyNanosMin()).isLessThan(5 * MILLI);
    }

    @Test
    void jitter_reorders_unless_the_link_keeps_order() {
        network.slow(1, 2, 30 * MILLI, 20 * MILLI);
        stage.perform(1, many(100));
        assertThat(network.counters(1, 2).reordered()).isPositive();
        List<String> sorted = new ArrayList<>(stage.program(2).received);
        Collections.sort(sorted);
        assertThat(stage.program(2).received).hasSize(100).isNotEqualTo(sorted);

        Stage ordered = Stage.calm(2);
        ordered.world.network().slow(1, 2, 30 * MILLI, 20 * MILLI);
        ordered.world.network().keepOrder(1, 2, true);
        ordered.perform(1, many(100));
        assertThat(ordered.world.network().counters(1, 2).reordered()).isZero();
        assertThat(ordered.program(2).received).hasSize(100).isSorted();
    }

    @Test
    void a_lossy_link_loses_about_its_fraction_and_a_good_one_nothing() {
        network.lose(1, 2, 0.3);
        stage.perform(1, many(1000) + " send 3 x");
        assertThat(network.counters(1, 2).lost()).isBetween(230L, 370L);
        assertThat(network.counters(1, 2).delivered())
                .isEqualTo(1000 - network.counters(1, 2).lost());
        assertThat(network.counters(1, 3).lost()).isZero();
    }

    @Test
    void a_doubling_link_doubles_about_its_fraction_and_a_clients_link_refuses_to() {
        network.duplicate(1, 2, 0.3);
        stage.perform(1, many(1000));
        LinkCounters counters = network.counters(1, 2);
        assertThat(counters.duplicated()).isBetween(230L, 370L);
        assertThat(counters.sent()).isEqualTo(1000);
        assertThat(stage.program(2).received).hasSize(1000 + (int) counters.duplicated());
        assertThatThrownBy(() -> network.duplicate(0, 1, 0.3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bandwidth_lets_bytes_through_one_after_the_other() {
        network.limit(1, 2, 5_000);
        stage.perform(1, many(50));
        // 50 messages of 5 bytes at 5,000 bytes a second: the last leaves after 50 ms.
        assertThat(network.counters(1, 2).latencyNanosMax()).isBetween(50 * MILLI, 55 * MILLI);
        assertThat(network.counters(1, 2).latencyNanosMin()).isLessThan(5 * MILLI);
    }

    @Test
    void what_would_wait_for_more_than_a_second_before_a_narrow_link_is_dropped() {
        network.limit(1, 2, 100);
        stage.perform(1, many(50));
        stage.run(2000);
        // 50 messages of 5 bytes at 100 bytes a second: those that find more than a second's bytes before them go no
        // further.
        LinkCounters counters = network.counters(1, 2);
        assertThat(counters.overflowed()).isBetween(28L, 30L);
        assertThat(stage.program(2).received).hasSize(50 - (int) counters.overflowed());
        assertThat(counters.latencyNanosMax()).isBetween(1000 * MILLI, 1100 * MILLI);
    }

    @Test
    void healing_ends_everything() {
        network.cut(1, 2);
        network.lose(1, 2, 1);
        network.slow(1, 2, MILLI, MILLI);
        network.duplicate(1, 2, 1);
        network.limit(1, 2, 1);
        network.heal();
        stage.perform(1, "send 2 a");
        assertThat(stage.program(2).received).containsExactly("1:a");
        assertThat(network.counters(1, 2).latencyNanosMax()).isLessThan(5 * MILLI);
    }

    @Test
    void a_probe_tells_its_fate_and_needs_no_process() {
        List<ProbeResult> results = new ArrayList<>();
        stage.world.exit(2);
        network.probe(1, 2, results::add);
        network.cut(2, 1);
        network.probe(2, 1, results::add);
        network.lose(1, 3, 1);
        network.probe(1, 3, results::add);
        assertThat(results).isEmpty();
        stage.run(50);
        assertThat(results)
                .extracting(r -> r.drop().map(Drop::name).orElse("arrived"))
                .containsExactly("CUT", "LOSS", "arrived");
        assertThat(results.get(2).latencyNanos()).isPositive();
    }

    @Test
    void a_probe_tells_what_was_done_to_a_link_and_not_what_it_loses_of_itself() {
        Stage lossy = new Stage(1, losing(0.5), 2);
        SimulatedNetwork links = lossy.world.network();
        List<ProbeResult> results = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            links.probe(1, 2, results::add);
        }
        lossy.perform(1, many(100));
        assertThat(results).hasSize(100).allMatch(ProbeResult::arrived);
        assertThat(links.counters(1, 2).lost()).isBetween(30L, 70L);
        links.lose(1, 2, 1);
        links.probe(1, 2, results::add);
        lossy.run(50);
        assertThat(results.get(100).arrived()).isFalse();
    }

    private static WorldOptions losing(double loss) {
        WorldOptions calm = WorldOptions.calm();
        return new WorldOptions(
                calm.epochNanos(),
                calm.latencyNanosBase(),
                calm.latencyNanosTail(),
                calm.clientLatencyNanosBase(),
                calm.clientLatencyNanosTail(),
                loss,
                calm.duplication(),
                calm.fifo(),
                calm.processingNanos(),
                calm.syncNanosBase(),
                calm.syncNanosTail(),
                calm.diskBytes(),
                calm.skewNanosMax(),
                calm.wallDriftMax(),
                calm.rateErrorMax(),
                calm.waitingMax());
    }

    @Test
    void drawing_more_on_one_link_changes_nothing_on_another() {
        Stage other = Stage.calm(3);
        stage.perform(1, "send 2 a send 2 a send 2 a send 3 b");
        other.perform(1, "send 3 b");
        assertThat(stage.world.network().counters(1, 3))
                .isEqualTo(other.world.network().counters(1, 3));
    }
}
