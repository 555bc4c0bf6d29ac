package dev.faultline.harness.fault.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.StagedCluster;
import dev.faultline.harness.fault.process.PausedProcesses.Threads;
import java.util.List;
import java.util.Map;
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
    void what_the_process_has_started_stands_still_with_it_and_goes_on_with_it() {
        cluster.host("n2").workers.putAll(Map.of(7L, false, 8L, false));
        Injection injection = pause();
        assertThat(cluster.host("n2").workers).isEqualTo(Map.of(7L, true, 8L, true));
        injection.observe();
        injection.heal();
        assertThat(injection.evidence().proved()).isTrue();
        assertThat(injection.evidence().summary())
                .startsWith("n2: 6 of 6 threads of 3 processes stopped, 6 of 6 at the end, ");
        assertThat(cluster.host("n2").workers).isEqualTo(Map.of(7L, false, 8L, false));
    }

    @Test
    void one_of_them_that_goes_on_is_no_pause() {
        cluster.host("n2").workers.put(7L, false);
        cluster.host("n2").workersGoOn = true;
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void one_of_them_that_came_or_went_meanwhile_is_no_pause() {
        Injection came = pause();
        cluster.host("n2").workers.put(7L, false);
        came.observe();
        came.heal();
        assertThat(came.evidence().proved()).isFalse();
        Injection went = pause();
        cluster.host("n2").workers.clear();
        went.observe();
        went.heal();
        assertThat(went.evidence().proved()).isFalse();
    }

    @Test
    void all_of_them_go_on_when_a_cluster_is_restored() {
        cluster.host("n2").workers.put(7L, false);
        pause();
        assertThat(new Pausing().restore(cluster.field)).isEmpty();
        assertThat(cluster.host("n2").stopped()).isFalse();
        assertThat(cluster.host("n2").workers).isEqualTo(Map.of(7L, false));
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
