package dev.faultline.harness.fault.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.StagedCluster;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KillInjectionTest {
    private final StagedCluster cluster = new StagedCluster(3);

    private Injection kill() {
        return new Kill(new TreeSet<>(List.of("n1", "n3"))).inject(cluster.field);
    }

    private Evidence evidence() {
        Injection injection = kill();
        injection.observe();
        injection.heal();
        return injection.evidence();
    }

    @Test
    void processes_that_are_gone_and_replaced_are_proved() {
        Evidence evidence = evidence();
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.summary())
                .isEqualTo("n1 process 100 is gone, 101 answers; n3 process 100 is gone, 101 answers");
        assertThat((Map<?, ?>) evidence.measurements().get("n1")).hasSize(4);
    }

    @Test
    void only_the_targets_die() {
        kill();
        assertThat(cluster.host("n1").process()).isEmpty();
        assertThat(cluster.host("n2").process()).isPresent();
        assertThat(cluster.host("n3").process()).isEmpty();
    }

    @Test
    void a_process_that_survives_is_not_proved() {
        cluster.host("n3").survivesKill = true;
        Evidence evidence = evidence();
        assertThat(evidence.proved()).isFalse();
        assertThat(evidence.summary()).contains("still alive: n3");
    }

    @Test
    void a_process_that_somebody_else_restarts_is_not_proved() {
        Injection injection = kill();
        cluster.host("n1").start();
        injection.observe();
        injection.heal();
        assertThat(injection.evidence().proved()).isFalse();
    }

    @Test
    void a_restart_that_does_not_answer_fails_the_heal() {
        Injection injection = kill();
        injection.observe();
        cluster.system.answers = false;
        assertThatThrownBy(injection::heal).hasMessage("staged was started on n1 but does not answer");
    }

    @Test
    void a_heal_that_failed_can_be_tried_again() {
        Injection injection = kill();
        injection.observe();
        cluster.host("n3").startsInVain = true;
        assertThatThrownBy(injection::heal).hasMessageContaining("n3");
        cluster.host("n3").startsInVain = false;
        injection.heal();
        assertThat(injection.evidence().proved()).isTrue();
    }

    @Test
    void where_nothing_runs_there_is_nothing_to_kill() {
        cluster.host("n3").crash();
        assertThatThrownBy(this::kill).hasMessage("nothing to kill: no staged runs on n3");
        assertThat(cluster.host("n1").process())
                .as("nobody is killed before all victims are known")
                .isPresent();
    }
}
