package dev.faultline.harness.cluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Traffic;
import java.time.Duration;
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
    void anything_else_is_said() {
        assertThatThrownBy(() -> Probe.parseDelay("Segmentation fault"))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining("Segmentation fault");
        assertThatThrownBy(() -> Probe.parseCounts("what?"))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining("what?");
    }
}
