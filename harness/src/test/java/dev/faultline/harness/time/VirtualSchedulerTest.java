package dev.faultline.harness.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualSchedulerTest {
    private final VirtualTime time = new VirtualTime();
    private final VirtualScheduler scheduler = time.scheduler();
    private final List<String> seen = new ArrayList<>();

    private void see(long nanos, String what) {
        scheduler.at(nanos, () -> seen.add(what + " at " + scheduler.nanos()));
    }

    @Test
    void many_tasks_run_by_moment_and_then_by_arrival() {
        Dice dice = new Seed(1).dice();
        List<long[]> expected = new ArrayList<>();
        List<long[]> ran = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            long[] task = {dice.below(500), i};
            expected.add(task);
            scheduler.at(task[0], () -> ran.add(task));
        }
        scheduler.runUntil(() -> ran.size() == 20_000);
        expected.sort(Comparator.comparingLong(task -> task[0])); // stable
        assertThat(ran).containsExactlyElementsOf(expected);
    }

    @Test
    void a_task_that_waits_lets_all_others_happen_that_are_due_until_then() {
        see(50, "before");
        see(150, "after");
        scheduler.at(10, () -> {
            seen.add("waits at " + scheduler.nanos());
            time.pause(100);
            seen.add("goes on at " + scheduler.nanos());
        });
        see(110, "tie");
        scheduler.runUntil(() -> seen.size() == 5);
        assertThat(seen).containsExactly("waits at 10", "before at 50", "tie at 110", "goes on at 110", "after at 150");
    }

    @Test
    void time_passes_though_nothing_is_due() {
        time.pause(1_000);
        assertThat(time.nanos()).isEqualTo(1_000);
    }

    @Test
    void waiting_for_a_condition_ends_with_it() {
        see(50, "first");
        see(60, "second");
        assertThat(scheduler.pauseUntil(100, () -> seen.size() == 1)).isTrue();
        assertThat(scheduler.nanos()).isEqualTo(50);
        assertThat(scheduler.pauseUntil(100, () -> seen.size() == 3)).isFalse();
        assertThat(scheduler.nanos()).isEqualTo(100);
    }

    @Test
    void awaiting_asks_at_its_pace_and_gives_up_when_its_patience_is_over() {
        List<Long> asked = new ArrayList<>();
        boolean held = Await.until(time, Duration.ofNanos(25), Duration.ofNanos(10), () -> !asked.add(time.nanos()));
        assertThat(held).isFalse();
        assertThat(asked).containsExactly(0L, 10L, 20L, 25L);
    }

    @Test
    void only_one_may_wait_and_another_that_tries_ends_the_run_though_it_is_caught() {
        scheduler.at(10, () -> {
            try {
                time.pause(100);
            } catch (IllegalStateException e) {
                seen.add("caught");
            }
        });
        scheduler.at(20, () -> time.pause(1));
        assertThatThrownBy(() -> scheduler.runUntil(() -> false)).hasMessageContaining("only one may at a time");
        assertThat(seen).containsExactly("caught");
    }

    @Test
    void a_task_that_throws_while_another_waits_ends_the_run_though_that_one_catches_everything() {
        scheduler.at(10, () -> {
            try {
                time.pause(100);
            } catch (RuntimeException e) {
                seen.add("caught " + e.getMessage());
            }
        });
        scheduler.at(20, () -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> scheduler.runUntil(() -> !seen.isEmpty())).hasMessage("broken");
        assertThat(seen).containsExactly("caught broken");
    }

    @Test
    void a_scheduler_from_now_begins_at_zero_and_shares_the_tasks() {
        time.pause(100);
        Scheduler later = scheduler.fromNow();
        assertThat(later.nanos()).isZero();
        assertThat(later.origin()).isEqualTo(100);
        later.at(5, () -> seen.add("its " + later.nanos()));
        see(103, "the other's");
        scheduler.runUntil(() -> seen.size() == 2);
        assertThat(seen).containsExactly("the other's at 103", "its 5");
    }

    @Test
    void the_wall_clock_is_the_same_in_every_run() {
        VirtualTime other = new VirtualTime();
        time.pause(1_000_000);
        other.pause(1_000_000);
        assertThat(time.wall())
                .isEqualTo(other.wall())
                .isEqualTo(new VirtualTime().wall().plusNanos(1_000_000));
    }
}
