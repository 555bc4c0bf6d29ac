package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Traffic;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DatagramsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final IdleCluster idle = new IdleCluster();

    private Traffic since(long from) {
        return idle.cluster.network().traffic(from, idle.now());
    }

    @Test
    void go_twenty_times_a_second_over_every_link_in_each_direction() {
        idle.pass(SECOND);
        Traffic traffic = since(0);
        assertThat(traffic.links()).hasSize(6);
        assertThat(traffic.links().values())
                .allSatisfy(count -> assertThat(count.sent()).isEqualTo(20));
    }

    @Test
    void arrive_unless_their_direction_is_cut() {
        idle.pass(SECOND);
        idle.cluster.network().cut(IdleCluster.link("n1", "n2"));
        long cut = idle.now();
        idle.pass(SECOND);
        Traffic during = since(cut);
        assertThat(during.on(new Link("n1", "n2"))).hasToString("0 of 20");
        assertThat(during.on(new Link("n2", "n1")).arrived()).isGreaterThan(15);
        idle.cluster.network().mend(IdleCluster.link("n1", "n2"));
        long mended = idle.now();
        idle.pass(SECOND);
        assertThat(since(mended).on(new Link("n1", "n2")).arrived()).isGreaterThan(15);
    }

    @Test
    void count_when_they_were_sent_and_have_arrived() {
        idle.cluster.network().slow(IdleCluster.link("n1", "n2"), Duration.ofMillis(600), Duration.ZERO);
        idle.pass(SECOND);
        Link slow = new Link("n1", "n2");
        assertThat(idle.cluster.network().traffic(500_000_000, 1_000_000_000).on(slow))
                .hasToString("0 of 10");
        idle.pass(SECOND);
        assertThat(idle.cluster
                        .network()
                        .traffic(500_000_000, 1_000_000_000)
                        .on(slow)
                        .arrived())
                .isGreaterThan(7);
    }

    @Test
    void go_to_a_node_that_was_added() {
        idle.cluster.addNode();
        idle.pass(SECOND);
        assertThat(since(0).on(new Link("n4", "n1")).sent()).isEqualTo(20);
    }
}
