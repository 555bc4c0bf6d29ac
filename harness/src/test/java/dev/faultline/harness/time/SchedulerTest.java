package dev.faultline.harness.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class SchedulerTest {

    static Stream<Scheduler> both() {
        return Stream.of(new VirtualScheduler(), new RealScheduler(Clock.system()));
    }

    @ParameterizedTest
    @MethodSource("both")
    void tasks_run_in_the_order_of_their_moments_and_not_before(Scheduler scheduler) throws InterruptedException {
        List<Integer> ran = new ArrayList<>();
        List<Long> early = new ArrayList<>();
        for (int millis : new int[] {30, 10, 20}) {
            long due = millis * 1_000_000L;
            scheduler.at(due, () -> {
                ran.add(millis);
                if (scheduler.nanos() < due) {
                    early.add(due);
                }
            });
        }
        scheduler.runUntil(() -> ran.size() == 3);
        assertThat(ran).containsExactly(10, 20, 30);
        assertThat(early).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("both")
    void tasks_of_one_moment_run_in_order_of_arrival(Scheduler scheduler) throws InterruptedException {
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            scheduler.at(1_000, () -> ran.add(number));
        }
        scheduler.runUntil(() -> ran.size() == 100);
        assertThat(ran).isSorted();
    }

    @ParameterizedTest
    @MethodSource("both")
    void a_moment_that_is_past_is_now(Scheduler scheduler) throws InterruptedException {
        List<Long> ran = new ArrayList<>();
        scheduler.at(5_000_000, () -> scheduler.at(1, () -> ran.add(scheduler.nanos())));
        scheduler.runUntil(() -> !ran.isEmpty());
        assertThat(ran.get(0)).isGreaterThanOrEqualTo(5_000_000);
    }

    @ParameterizedTest
    @MethodSource("both")
    void a_task_that_throws_ends_the_loop(Scheduler scheduler) {
        scheduler.execute(() -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> scheduler.runUntil(() -> false)).hasMessage("broken");
    }

    @Test
    void virtual_time_passes_at_once() {
        VirtualScheduler scheduler = new VirtualScheduler();
        long year = Duration.ofDays(365).toNanos();
        List<Long> ran = new ArrayList<>();
        scheduler.at(year, () -> ran.add(scheduler.nanos()));
        scheduler.runUntil(() -> !ran.isEmpty());
        assertThat(ran).containsExactly(year);
    }

    @Test
    void virtual_time_with_nothing_left_to_run_is_an_error() {
        assertThatThrownBy(() -> new VirtualScheduler().runUntil(() -> false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing is left to run");
    }

    @Test
    void another_thread_wakes_a_loop_that_sleeps() throws InterruptedException {
        RealScheduler scheduler = new RealScheduler(Clock.system());
        Thread loop = Thread.currentThread();
        List<Thread> ran = new ArrayList<>();
        scheduler.at(Duration.ofDays(1).toNanos(), () -> ran.add(null));
        Thread other = new Thread(() -> scheduler.execute(() -> ran.add(Thread.currentThread())));
        scheduler.execute(other::start);
        scheduler.runUntil(() -> !ran.isEmpty());
        assertThat(ran).containsExactly(loop);
    }

    @Test
    void an_interrupt_ends_a_loop_that_sleeps() {
        RealScheduler scheduler = new RealScheduler(Clock.system());
        scheduler.execute(Thread.currentThread()::interrupt);
        assertThatThrownBy(() -> scheduler.runUntil(() -> false)).isInstanceOf(InterruptedException.class);
    }
}
