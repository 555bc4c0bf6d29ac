package dev.faultline.harness.run;

import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.onFaults;
import static dev.faultline.harness.generator.Generators.repeat;
import static dev.faultline.harness.generator.Generators.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.fault.FaultPlan;
import dev.faultline.harness.fault.PlanEntry;
import dev.faultline.harness.fault.Planned;
import dev.faultline.harness.fault.Scheduled;
import dev.faultline.harness.fault.Target;
import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.fault.process.Kill;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.run.Log.Event;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultScheduleTest {
    private static final Duration GAP = Duration.ofSeconds(2);

    private static FaultPlan plan(int... holdSeconds) {
        List<PlanEntry> faults = new ArrayList<>();
        for (int seconds : holdSeconds) {
            int number = faults.size() + 1;
            faults.add(new Planned(
                    number, Faults.named("kill"), "nodes", Target.ONE, Duration.ofSeconds(seconds), new Seed(number)));
        }
        return new FaultPlan(faults, GAP);
    }

    /** What is done when, where injecting takes 1.5 s and healing 2.5 s. */
    private static Log run(FaultPlan plan, int limitSeconds) {
        return Rehearsal.with(1)
                .eachTakes(i -> Duration.ofMillis(
                        switch (i.function()) {
                            case "inject" -> 1_500;
                            case "heal" -> 2_500;
                            default -> 1;
                        }))
                .run(onFaults(FaultSchedule.of(plan, Duration.ofSeconds(limitSeconds))));
    }

    @Test
    void faults_come_one_after_the_other_with_a_gap_before_each() {
        Log log = run(plan(10, 3), 60);
        assertThat(log.timed()).containsExactly("2000 inject", "13500 heal", "18000 inject", "22500 heal");
        assertThat(log.values()).containsExactly(1, 1, 2, 2);
    }

    @Test
    void a_fault_holds_its_time_from_when_it_stands() {
        List<Event> events = run(plan(10), 60).events();
        Event stands = events.get(1);
        Event healing = events.get(2);
        assertThat(stands.isInvocation()).isFalse();
        assertThat(healing.millis() - stands.millis()).isEqualTo(10_000);
    }

    @Test
    void a_fault_that_does_not_fit_any_more_does_not_begin() {
        assertThat(run(plan(10), 12).functions()).containsExactly("inject", "heal");
        assertThat(run(plan(10), 11).functions()).isEmpty();
    }

    @Test
    void a_later_and_shorter_fault_takes_the_place_of_one_that_does_not_fit() {
        assertThat(run(plan(3, 30, 3), 20).values()).containsExactly(1, 1, 3, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 13, 20, 27, 34, 60})
    void nothing_is_injected_that_would_hold_beyond_the_time_limit_and_everything_is_healed(int limitSeconds) {
        Log log = run(plan(4, 10, 3, 4, 10, 3, 4), limitSeconds);
        List<Event> invocations = log.invocations();
        for (int i = 0; i < invocations.size(); i += 2) {
            assertThat(invocations.get(i).function()).isEqualTo("inject");
            assertThat(invocations.get(i).millis()).isLessThan(limitSeconds * 1000L);
            assertThat(invocations.get(i + 1).function()).isEqualTo("heal");
            assertThat(invocations.get(i + 1).millis()).isLessThanOrEqualTo(limitSeconds * 1000L + 1_500);
        }
        assertThat(invocations.size() % 2).isZero();
    }

    @Test
    void clients_beside_it_change_nothing() {
        FaultPlan plan = plan(4, 10, 3);
        Log alone = run(plan, 40);
        Log beside = Rehearsal.with(3)
                .eachTakes(i -> Duration.ofMillis(
                        switch (i.function()) {
                            case "inject" -> 1_500;
                            case "heal" -> 2_500;
                            default -> 7;
                        }))
                .run(together(
                        onClients(repeat(Operation.of("read"))
                                .stagger(Duration.ofMillis(50))
                                .timeLimit(Duration.ofSeconds(40))),
                        onFaults(FaultSchedule.of(plan, Duration.ofSeconds(40)))));
        assertThat(beside.timed().stream().filter(line -> !line.endsWith("read")))
                .isEqualTo(alone.timed());
    }

    private static FaultPlan scheduled(int[]... atAndHoldSeconds) {
        List<Scheduled> faults = new ArrayList<>();
        for (int[] times : atAndHoldSeconds) {
            faults.add(new Scheduled(
                    faults.size() + 1,
                    new Kill(new TreeSet<>(List.of("n1"))),
                    Duration.ofSeconds(times[0]),
                    Duration.ofSeconds(times[1])));
        }
        return FaultPlan.scheduled(faults);
    }

    @Test
    void scheduled_faults_are_asked_for_a_second_ahead_and_hold_their_times_from_when_they_stand() {
        Log log = run(scheduled(new int[] {0, 3}, new int[] {20, 10}, new int[] {45, 1}), 60);
        assertThat(log.timed())
                .containsExactly("0 inject", "4500 heal", "19000 inject", "30500 heal", "44000 inject", "46500 heal");
        assertThat(log.values()).containsExactly(1, 1, 2, 2, 3, 3);
    }

    @Test
    void a_scheduled_fault_waits_until_the_one_ahead_of_it_is_healed_and_the_next_is_on_time_again() {
        assertThat(run(scheduled(new int[] {1, 3}, new int[] {4, 2}, new int[] {20, 1}), 60)
                        .timed())
                .containsExactly("0 inject", "4500 heal", "7000 inject", "10500 heal", "19000 inject", "21500 heal");
    }

    @Test
    void a_scheduled_fault_may_outlast_the_time_limit_and_is_healed_after_it() {
        assertThat(run(scheduled(new int[] {8, 10}), 10).timed()).containsExactly("7000 inject", "18500 heal");
    }

    @Test
    void no_faults_are_over_at_once() {
        assertThat(run(FaultPlan.none(), 60).events()).isEmpty();
    }
}
