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

class DamageInjectionTest {
    private final StagedCluster cluster = new StagedCluster(3);

    private Injection observed(String shape) {
        Injection injection = new BreakDisk(new TreeSet<>(List.of("n3")), shape, 0, 7).inject(cluster.field);
        injection.observe();
        return injection;
    }

    @ParameterizedTest
    @ValueSource(strings = {"flip", "truncate"})
    void a_file_that_reads_differently_once_its_process_is_gone_is_proved(String shape) {
        Injection injection = observed(shape);
        injection.heal();
        Evidence evidence = injection.evidence();
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.summary())
                .isEqualTo("n3: process 100 is gone, " + shape + " wal; its system took the data as it is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flip", "truncate"})
    void a_file_that_stays_whole_is_not_proved(String shape) {
        cluster.host("n3").disk.staysWhole = true;
        Injection injection = observed(shape);
        injection.heal();
        assertThat(injection.evidence().proved()).isFalse();
    }

    @Test
    void nothing_is_damaged_below_a_process_that_survives() {
        cluster.host("n3").survivesKill = true;
        assertThatThrownBy(() -> observed("flip")).hasMessage("the process on n3 is still there");
    }
}
