package dev.faultline.node.sim;

import static dev.faultline.node.sim.Stage.MILLI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.node.Env;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SimulatedClockTest {
    private final EventQueue queue = new EventQueue();
    private final SimulatedClock clock = clock(WorldOptions.calm(), 1);

    private SimulatedClock clock(WorldOptions options, long seed) {
        return new SimulatedClock(new Pace(queue), (Dice) Dice.source(seed).apply("clock"), options);
    }

    private void pass(long millis) {
        queue.runUntil(queue.nanos() + millis * MILLI);
    }

    @Test
    void a_calm_clock_is_right() {
        pass(1000);
        assertThat(clock.skewNanos()).isZero();
        assertThat(clock.wallNanos()).isEqualTo(WorldOptions.calm().epochNanos() + 1000 * MILLI);
        assertThat(clock.monotonicNanos()).isEqualTo(1000 * MILLI);
    }

    @Test
    void bump_sets_the_wall_clock_and_not_the_monotonic_one() {
        pass(10);
        clock.bump(-70 * MILLI);
        assertThat(clock.skewNanos()).isEqualTo(-70 * MILLI);
        pass(10);
        assertThat(clock.skewNanos()).isEqualTo(-70 * MILLI);
        assertThat(clock.monotonicNanos()).isEqualTo(20 * MILLI);
    }

    @Test
    void drift_gains_from_now_on() {
        pass(1000);
        clock.drift(0.1);
        assertThat(clock.skewNanos()).isZero();
        pass(1000);
        assertThat(clock.skewNanos()).isEqualTo(100 * MILLI);
    }

    @Test
    void strobe_goes_ahead_and_back_by_turns() {
        pass(3);
        clock.strobe(200 * MILLI, 10 * MILLI);
        pass(5);
        assertThat(clock.skewNanos()).isEqualTo(200 * MILLI);
        pass(10);
        assertThat(clock.skewNanos()).isEqualTo(-200 * MILLI);
        pass(10);
        assertThat(clock.skewNanos()).isEqualTo(200 * MILLI);
    }

    @Test
    void a_frozen_clock_stands_still_where_it_was() {
        clock.bump(5 * MILLI);
        pass(10);
        long shown = clock.wallNanos();
        clock.freeze();
        pass(10);
        assertThat(clock.wallNanos()).isEqualTo(shown);
        assertThat(clock.monotonicNanos()).isEqualTo(20 * MILLI);
    }

    @Test
    void reset_ends_each() {
        clock.strobe(200 * MILLI, 10 * MILLI);
        clock.reset();
        assertThat(clock.skewNanos()).isZero();
        clock.freeze();
        pass(10);
        clock.reset();
        assertThat(clock.skewNanos()).isZero();
    }

    @Test
    void a_change_of_rate_neither_jumps_nor_goes_back() {
        clock.rate(0.02);
        pass(1000);
        assertThat(clock.monotonicNanos()).isEqualTo(1020 * MILLI);
        clock.rate(-0.02);
        assertThat(clock.monotonicNanos()).isEqualTo(1020 * MILLI);
        pass(1000);
        assertThat(clock.monotonicNanos()).isEqualTo(2000 * MILLI);
        assertThatThrownBy(() -> clock.rate(Env.DRIFT_MAX)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void two_rates_as_wrong_as_can_be_differ_by_what_leases_count_on() {
        double ratio = (1 + SimulatedClock.RATE_ERROR_MAX) / (1 - SimulatedClock.RATE_ERROR_MAX);
        assertThat(ratio).isLessThanOrEqualTo(1 + Env.DRIFT_MAX + 1e-12);
    }

    @Test
    void the_time_at_which_it_shows_something_is_neither_early_nor_late() {
        clock.rate(-0.024);
        for (long due = 1; due < 10_000_000_000_000L; due = due * 3 + 1) {
            long nanos = clock.nanosAt(due);
            assertThat(clock.monotonic(nanos)).isBetween(due, due + 4);
        }
    }

    @Test
    void a_timer_set_before_the_clock_became_slow_does_not_ring_early() {
        Stage stage = Stage.calm(1);
        stage.world.clock(1).rate(0.02);
        stage.request(1, "wait 1000000000");
        stage.run(100);
        stage.world.clock(1).rate(-0.02);
        stage.run(2000);
        assertThat(stage.program(1).rung).hasSize(1);
        assertThat(stage.program(1).rung.get(0)).isBetween(1_000_000_000L, 1_000_000_100L);
    }

    @Test
    void a_drawn_clock_is_wrong_within_its_bounds_and_the_same_for_the_same_seed() {
        Function<String, RandomGenerator> dice = Dice.source(3);
        WorldOptions options = WorldOptions.drawn(dice.apply("options"));
        boolean someSkew = false;
        for (int seed = 0; seed < 100; seed++) {
            SimulatedClock drawn = clock(options, seed);
            assertThat(Math.abs(drawn.skewNanos())).isLessThanOrEqualTo(options.skewNanosMax());
            assertThat(Math.abs(drawn.rateError())).isLessThanOrEqualTo(options.rateErrorMax());
            assertThat(clock(options, seed).skewNanos()).isEqualTo(drawn.skewNanos());
            someSkew |= drawn.skewNanos() != 0;
        }
        assertThat(someSkew).isTrue();
    }

    @Test
    void a_process_sees_time_pass_while_it_syncs() {
        Stage stage = Stage.calm(1);
        stage.world.disk(1).slow(100);
        stage.perform(1, "write log a wall sync log wall");
        Echo echo = stage.program(1);
        assertThat(echo.walls.get(1) - echo.walls.get(0)).isGreaterThan(39 * MILLI);
    }
}
