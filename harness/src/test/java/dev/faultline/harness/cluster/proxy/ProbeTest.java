package dev.faultline.harness.cluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Fate;
import dev.faultline.harness.net.Traffic;
import dev.faultline.harness.net.Transfer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTest {

    @Test
    void counts_are_read_by_peer() {
        assertThat(Probe.parseCounts("10.0.0.12\t20\t19\t1000\t2000\n10.0.0.13\t20\t0\t-\t-\n"))
                .hasSize(2)
                .containsEntry("10.0.0.12", new Traffic.Count(20, 19))
                .containsEntry("10.0.0.13", new Traffic.Count(20, 0));
    }

    @Test
    void the_median_delay_is_taken() {
        assertThat(Probe.parseDelay("there_us 300100 300200 300900 back_us 90 120 4000\n"))
                .isEqualTo(new Delay(Duration.ofNanos(300_200_000), Duration.ofNanos(120_000)));
    }

    @Test
    void a_transfer_has_its_time_and_pieces_each_way() {
        assertThat(Probe.parseTransfer("there_us 1003000 9 back_us 210 2\n", 16_000))
                .isEqualTo(new Transfer(
                        new Transfer.Leg(16_000, Duration.ofMillis(1003), 9),
                        new Transfer.Leg(16_000, Duration.ofNanos(210_000), 2)));
    }

    @Test
    void the_fate_of_a_connection_is_read_line_by_line() {
        assertThat(Probe.parseFate("opened\t10\nanswered\t20\nanswered\t30\nreset\t40\n"))
                .isEqualTo(new Fate(true, List.of(20L, 30L), Fate.Ending.RESET, 40));
        assertThat(Probe.parseFate("opened\t10\n").silent()).isTrue();
        assertThat(Probe.parseFate("opened\t10\nclosed\t11\n").silent()).isFalse();
        assertThat(Probe.parseFate("faultline-probe: 10.0.0.12:7471: no connection in time\n"))
                .isEqualTo(new Fate(false, List.of(), Fate.Ending.HELD, 0));
    }

    @Test
    void anything_else_is_said() {
        assertThatThrownBy(() -> Probe.parseDelay("Segmentation fault"))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining("Segmentation fault");
        assertThatThrownBy(() -> Probe.parseCounts("what?"))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining("what?");
    }
}
