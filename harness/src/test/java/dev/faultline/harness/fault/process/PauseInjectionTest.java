package dev.faultline.harness.fault.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.StagedCluster;
import dev.faultline.harness.fault.process.PauseInjection.Threads;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PauseInjectionTest {
    private final StagedCluster cluster = new StagedCluster(3);

    private Injection pause() {
        return new Pause(new TreeSet<>(List.of("n2"))).inject(cluster.field);
    }

    private Evidence evidence() {
        Injection injection = pause();
        injection.observe();
        injection.heal();
        return injection.evidence();
    }

    @Test
    void a_process_whose_threads_all_stand_still_is_proved() {
        Evidence evidence = evidence();
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.summary())
                .isEqualTo("n2: 4 of 4 threads stopped, 4 of 4 at the end, 0 ticks used between; 0 stopped after");
        assertThat(cluster.host("n2").stopped()).isFalse();
    }

    @Test
    void only_the_target_is_stopped() {
        pause();
        assertThat(cluster.host("n2").stopped()).isTrue();
        assertThat(cluster.host("n1").stopped()).isFalse();
    }

    @Test
    void a_process_with_one_running_thread_is_not_proved() {
        cluster.host("n2").oneThreadGoesOn = true;
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void a_process_that_worked_meanwhile_is_not_proved() {
        cluster.host("n2").worksWhileStopped = true;
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void a_process_that_died_while_paused_is_not_proved() {
        Injection injection = pause();
        cluster.host("n2").crash();
        injection.observe();
        assertThatThrownBy(injection::heal).hasMessageContaining("No such process");
        assertThat(injection.evidence().proved()).isFalse();
    }

    @Test
    void a_process_that_does_not_go_on_fails_the_heal_until_it_does() {
        Injection injection = pause();
        injection.observe();
        cluster.host("n2").staysStopped = true;
        assertThatThrownBy(injection::heal).hasMessage("the paused process on n2 does not go on");
        cluster.host("n2").staysStopped = false;
        injection.heal();
        assertThat(injection.evidence().proved()).isTrue();
    }

    @Test
    void where_nothing_runs_there_is_nothing_to_pause() {
        cluster.host("n2").crash();
        assertThatThrownBy(this::pause).hasMessage("nothing to pause: no staged runs on n2");
    }

    @Test
    void threads_are_counted_from_their_state_and_ticks() {
        assertThat(Threads.parse("T 5 7\nS 1 2\nT 0 1\n")).isEqualTo(new Threads(3, 2, 16));
        assertThat(Threads.parse("T 5 7\n").allStopped()).isTrue();
        assertThat(Threads.parse("").allStopped())
                .as("no thread at all is not a stopped process")
                .isFalse();
    }
}
