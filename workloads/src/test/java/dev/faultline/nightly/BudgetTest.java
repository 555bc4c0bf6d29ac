package dev.faultline.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The order in which tests come when each run takes so much beyond its time limit. */
    private static List<Integer> order(Budget budget, List<Duration> limits, Duration beyond) {
        List<Integer> order = new ArrayList<>();
        Duration elapsed = Duration.ZERO;
        Optional<Integer> next = budget.next(elapsed);
        while (next.isPresent()) {
            Duration took = limits.get(next.get()).plus(beyond);
            order.add(next.get());
            elapsed = elapsed.plus(took);
            budget.took(next.get(), took);
            next = budget.next(elapsed);
        }
        return order;
    }

    private static Budget budget(Duration total, List<Duration> limits, int... failedBefore) {
        Budget budget = new Budget(total);
        for (int i = 0; i < limits.size(); i++) {
            int index = i;
            budget.add(
                    limits.get(i), java.util.stream.IntStream.of(failedBefore).anyMatch(f -> f == index));
        }
        return budget;
    }

    @Test
    void every_test_has_its_turn_before_any_has_another() {
        List<Duration> limits = List.of(MINUTE, MINUTE, MINUTE);
        assertThat(order(budget(Duration.ofMinutes(9), limits), limits, Duration.ofSeconds(30)))
                .containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void what_failed_the_night_before_comes_first() {
        List<Duration> limits = List.of(MINUTE, MINUTE, MINUTE);
        assertThat(order(budget(Duration.ofMinutes(5), limits, 2), limits, Duration.ofSeconds(30)))
                .containsExactly(2, 0, 1);
    }

    @Test
    void a_short_test_fills_what_is_too_short_for_a_long_one() {
        List<Duration> limits = List.of(Duration.ofMinutes(5), MINUTE);
        assertThat(order(budget(Duration.ofMinutes(9), limits), limits, Duration.ofSeconds(30)))
                .containsExactly(0, 1, 1);
    }

    @Test
    void runs_that_take_longer_than_thought_leave_room_for_fewer() {
        List<Duration> limits = List.of(MINUTE);
        assertThat(order(budget(Duration.ofMinutes(9), limits), limits, Duration.ofMinutes(2)))
                .containsExactly(0, 0, 0);
    }

    @Test
    void a_night_too_short_for_any_run_has_none() {
        assertThat(budget(Duration.ofSeconds(70), List.of(MINUTE)).next(Duration.ZERO))
                .isEmpty();
    }
}
