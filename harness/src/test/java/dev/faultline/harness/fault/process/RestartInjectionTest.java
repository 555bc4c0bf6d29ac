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

class RestartInjectionTest {
    private static final SortedSet<String> TWO = new TreeSet<>(List.of("n1", "n3"));

    private final StagedCluster cluster = new StagedCluster(3);

    private Evidence evidenceOf(Fault fault) {
        Injection injection = fault.inject(cluster.field);
        cluster.clock.pass(Duration.ofSeconds(2));
        injection.observe();
        injection.heal();
        return injection.evidence();
    }

    @Test
    void a_process_that_ends_when_asked_and_is_followed_by_another_is_a_proof() {
        Injection injection = new Terminate(TWO).inject(cluster.field);
        assertThat(cluster.host("n1").process()).isEmpty();
        assertThat(cluster.host("n2").process()).isPresent();
        injection.observe();
        injection.heal();
        assertThat(injection.evidence().proved()).isTrue();
        assertThat(cluster.host("n1").process()).isPresent();
    }

    @Test
    void a_process_that_does_not_end_when_asked_is_none() {
        cluster.host("n3").survivesKill = true;
        assertThat(evidenceOf(new Terminate(TWO)).proved()).isFalse();
    }

    @Test
    void a_rolling_restart_replaces_every_process_while_the_others_run() {
        var before = cluster.host("n2").process();
        Evidence evidence = evidenceOf(new Roll(new TreeSet<>(List.of("n1", "n2", "n3"))));
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.measurements()).containsOnlyKeys("n1", "n2", "n3");
        assertThat(cluster.host("n2").process()).isPresent().isNotEqualTo(before);
    }

    @Test
    void a_rolling_restart_while_another_node_is_down_is_told_apart() {
        cluster.host("n2").crash();
        Evidence evidence = evidenceOf(new Roll(TWO));
        assertThat(evidence.proved()).isFalse();
        assertThat(evidence.summary()).contains("while another node was down too");
    }

    @Test
    void a_rolling_restart_in_which_a_process_does_not_end_is_no_proof() {
        cluster.host("n1").survivesKill = true;
        assertThat(evidenceOf(new Roll(TWO)).proved()).isFalse();
    }

    @Test
    void a_rolling_restart_stops_at_a_node_that_does_not_answer_again() {
        cluster.system.answers = false;
        assertThatThrownBy(() -> new Roll(TWO).inject(cluster.field)).hasMessageContaining("does not answer");
    }

    @Test
    void a_slow_start_is_proved_by_the_processor_time_that_was_withheld() {
        Evidence evidence = evidenceOf(new SlowStart(TWO, 5));
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.summary()).contains("in its place").contains("held back 2");
    }

    @Test
    void a_start_that_nothing_slows_is_no_slow_start() {
        cluster.host("n1").limitsDoNothing = true;
        assertThat(evidenceOf(new SlowStart(TWO, 5)).proved()).isFalse();
    }

    @Test
    void a_start_that_stays_slow_is_not_healed() {
        cluster.host("n1").limitsStay = true;
        assertThat(evidenceOf(new SlowStart(TWO, 5)).proved()).isFalse();
    }
}
