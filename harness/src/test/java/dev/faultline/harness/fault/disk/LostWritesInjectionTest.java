package dev.faultline.harness.fault.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.StagedCluster;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostWritesInjectionTest {
    private final StagedCluster cluster = new StagedCluster(3);

    private Injection observed(String shape) {
        Injection injection = new BreakDisk(new TreeSet<>(List.of("n1", "n3")), shape, 0, 7).inject(cluster.field);
        injection.observe();
        return injection;
    }

    private Evidence evidence(String shape) {
        Injection injection = observed(shape);
        injection.heal();
        return injection.evidence();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lose", "torn", "lie"})
    void processes_that_are_gone_with_what_they_wrote_are_proved(String shape) {
        Evidence evidence = evidence(shape);
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.summary())
                .contains("process 100 is gone, with it 4096 unsynced bytes in 1 files", "; 101 answers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lose", "torn", "lie"})
    void where_nothing_was_written_nothing_is_proved(String shape) {
        cluster.host("n3").disk.idle = true;
        assertThat(evidence(shape).proved()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lose", "torn", "lie"})
    void writes_that_can_still_be_read_are_not_lost(String shape) {
        cluster.host("n1").disk.readsTheSame = true;
        assertThat(evidence(shape).proved()).isFalse();
    }

    @Test
    void a_disk_that_does_not_lie_proves_no_lie() {
        cluster.host("n3").disk.works = true;
        assertThat(evidence("lie").proved()).isFalse();
    }

    @Test
    void a_process_that_survives_is_not_proved() {
        cluster.host("n3").survivesKill = true;
        assertThat(evidence("lose").proved()).isFalse();
    }

    @Test
    void a_system_that_was_lied_to_and_does_not_answer_afterwards_was_lied_to_all_the_same() {
        Injection injection = observed("lie");
        cluster.system.answers = false;
        assertThatThrownBy(injection::heal).hasMessageContaining("does not answer");
        Evidence evidence = injection.evidence();
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.summary()).contains("n1 was lied to in 1 syncs", "was started and does not answer");
    }

    @Test
    void a_system_that_was_lied_to_and_does_not_start_afterwards_was_lied_to_all_the_same() {
        Injection injection = observed("lie");
        cluster.host("n1").startsInVain = true;
        assertThatThrownBy(injection::heal).hasMessageContaining("n1");
        Evidence evidence = injection.evidence();
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.summary()).contains("n1 was lied to in 1 syncs", "it does not start again");
    }

    @Test
    void a_heal_that_failed_can_be_tried_again_and_kills_nobody_twice() {
        Injection injection = observed("lie");
        cluster.host("n3").startsInVain = true;
        assertThatThrownBy(injection::heal).hasMessageContaining("n3");
        cluster.host("n3").startsInVain = false;
        injection.heal();
        assertThat(injection.evidence().proved()).isTrue();
        assertThat(injection.evidence().summary()).contains("101 answers");
    }
}
