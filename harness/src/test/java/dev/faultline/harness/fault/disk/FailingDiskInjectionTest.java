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
import org.junit.jupiter.params.provider.CsvSource;

class FailingDiskInjectionTest {
    private final StagedCluster cluster = new StagedCluster(3);

    private Injection observed(String shape, int amount) {
        Injection injection = new BreakDisk(new TreeSet<>(List.of("n1", "n3")), shape, amount, 7).inject(cluster.field);
        injection.observe();
        return injection;
    }

    private Evidence evidence(String shape, int amount) {
        Injection injection = observed(shape, amount);
        injection.heal();
        return injection.evidence();
    }

    @ParameterizedTest
    @CsvSource({"slow, 40, 80 ms", "eio, 1000, Input/output error", "full, 0, No space left on device"})
    void a_disk_that_fails_only_while_it_should_is_proved(String shape, int amount, String seen) {
        Evidence evidence = evidence(shape, amount);
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.summary()).contains(seen);
    }

    @ParameterizedTest
    @CsvSource({"slow, 40", "eio, 1000", "full, 0"})
    void a_disk_that_works_all_the_same_is_not_proved(String shape, int amount) {
        cluster.host("n3").disk.works = true;
        assertThat(evidence(shape, amount).proved()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"slow, 40", "eio, 1000", "full, 0"})
    void a_disk_that_stays_broken_is_not_proved(String shape, int amount) {
        cluster.host("n1").disk.staysBroken = true;
        assertThat(evidence(shape, amount).proved()).isFalse();
    }

    @Test
    void a_system_that_ended_itself_is_started_again_by_a_heal_that_may_be_repeated() {
        Injection injection = observed("full", 0);
        cluster.host("n3").crash();
        cluster.host("n3").startsInVain = true;
        assertThatThrownBy(injection::heal).hasMessageContaining("n3");
        cluster.host("n3").startsInVain = false;
        injection.heal();
        assertThat(cluster.host("n3").process()).isPresent();
        assertThat(injection.evidence().proved()).isTrue();
    }
}
