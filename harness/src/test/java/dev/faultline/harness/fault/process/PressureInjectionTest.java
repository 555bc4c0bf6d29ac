package dev.faultline.harness.fault.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.StagedCluster;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PressureInjectionTest {
    private static final SortedSet<String> TWO = new TreeSet<>(List.of("n1", "n3"));

    private final StagedCluster cluster = new StagedCluster(3);

    private Evidence evidenceOf(Fault fault, Runnable meanwhile) {
        Injection injection = fault.inject(cluster.field);
        cluster.clock.pass(Duration.ofSeconds(4));
        meanwhile.run();
        injection.observe();
        injection.heal();
        return injection.evidence();
    }

    private Evidence evidenceOf(Fault fault) {
        return evidenceOf(fault, () -> {});
    }

    @Test
    void a_node_that_is_held_back_to_its_share_and_no_more_once_healed_is_a_proof() {
        Evidence evidence = evidenceOf(new CpuPressure(TWO, 10));
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.measurements()).containsOnlyKeys("n1", "n3");
        assertThat(evidence.summary()).contains("n1 used 10 % of a core and was held back 40 times, ");
    }

    @Test
    void a_node_that_gets_all_it_wants_is_none() {
        cluster.host("n3").limitsDoNothing = true;
        assertThat(evidenceOf(new CpuPressure(TWO, 10)).proved()).isFalse();
    }

    @Test
    void a_node_that_is_still_held_back_is_not_healed() {
        cluster.host("n3").limitsStay = true;
        assertThat(evidenceOf(new CpuPressure(TWO, 10)).proved()).isFalse();
    }

    @Test
    void pages_that_were_taken_under_the_limit_and_needed_again_are_a_proof() {
        Evidence evidence = evidenceOf(new MemoryPressure(TWO, 8));
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.summary())
                .contains("n1 was held to 28 MB, and 40 pages that were taken from it were needed again");
    }

    @Test
    void a_limit_that_does_not_stand_is_none() {
        cluster.host("n1").limitsDoNothing = true;
        assertThat(evidenceOf(new MemoryPressure(TWO, 8)).proved()).isFalse();
    }

    @Test
    void a_limit_that_stays_is_not_healed() {
        cluster.host("n1").limitsStay = true;
        assertThat(evidenceOf(new MemoryPressure(TWO, 8)).proved()).isFalse();
    }

    @Test
    void what_the_kernel_killed_for_memory_is_started_again_and_told() {
        Evidence evidence =
                evidenceOf(new MemoryPressure(TWO, 8), () -> cluster.host("n3").crash());
        assertThat(cluster.host("n3").process()).isPresent();
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.summary()).contains("until its process was killed");
    }

    @Test
    void both_versions_of_the_kernels_interface_are_read() {
        ControlGroup first = ControlGroup.parse(
                "cpu.nr_throttled 3\ncpu.throttled_time 5000000\nused 700\nlimit 64\nheld 9\nrefaulted 2");
        ControlGroup second = ControlGroup.parse(
                "cpu.usage_usec 7\ncpu.nr_throttled 3\ncpu.throttled_usec 5000\nlimit max\nheld 9\nrefaulted 2");
        assertThat(first).isEqualTo(new ControlGroup(3, 5_000_000, 700, 64, 9, 2));
        assertThat(second).isEqualTo(new ControlGroup(3, 5_000_000, 7_000, Long.MAX_VALUE, 9, 2));
    }

    @Test
    void a_count_that_the_kernel_does_not_give_is_no_zero() {
        assertThatThrownBy(() -> ControlGroup.parse("cpu.nr_throttled 3\nused 700"))
                .hasMessageContaining("does not tell cpu.throttled_time");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, -1})
    void a_share_of_a_core_is_more_than_nothing_and_less_than_all(int percent) {
        assertThatThrownBy(() -> new CpuPressure(TWO, percent)).hasMessageContaining("1 to 99");
        assertThatThrownBy(() -> new SlowStart(TWO, percent)).hasMessageContaining("1 to 99");
    }
}
