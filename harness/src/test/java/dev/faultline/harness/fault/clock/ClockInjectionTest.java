package dev.faultline.harness.fault.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.StagedCluster;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClockInjectionTest {
    private static final Skew MINUTE = new Skew.Bump(Duration.ofMinutes(1));

    private static final Skew STROBE = new Skew.Strobe(Duration.ofMillis(200), Duration.ofMillis(100));

    private final StagedCluster cluster = new StagedCluster(3);

    static List<Skew> skews() {
        return List.of(
                MINUTE,
                new Skew.Bump(Duration.ofMillis(-100)),
                new Skew.Drift(20_000),
                new Skew.Drift(-500_000),
                new Skew.Freeze(),
                STROBE,
                new Skew.Strobe(Duration.ofMillis(-50), Duration.ofMillis(500)));
    }

    private Injection move(Skew skew) {
        return new SkewClock(new TreeSet<>(List.of("n2")), skew).inject(cluster.field);
    }

    private Evidence evidence(Skew skew) {
        Injection injection = move(skew);
        cluster.clock.pass(Duration.ofSeconds(5));
        injection.observe();
        injection.heal();
        return injection.evidence();
    }

    @ParameterizedTest
    @MethodSource("skews")
    void a_clock_that_is_off_as_asked_and_then_right_again_is_proved(Skew skew) {
        assertThat(evidence(skew).proved()).isTrue();
    }

    @Test
    void the_evidence_tells_what_the_process_saw() {
        assertThat(evidence(MINUTE).summary())
                .isEqualTo("n2 saw +60000.00 ms against the host's time at first, +60000.00 ms at the end;"
                        + " before it +0.00 ms, after it +0.00 ms; elsewhere at most 0.0 ms off");
    }

    @ParameterizedTest
    @MethodSource("skews")
    void a_clock_that_does_not_move_is_not_proved(Skew skew) {
        cluster.host("n2").clockHolds = true;
        assertThat(evidence(skew).proved()).isFalse();
    }

    @Test
    void a_clock_that_moves_differently_from_what_was_asked_is_not_proved() {
        Injection injection = move(new Skew.Drift(100_000));
        cluster.host("n2").moveClock(new Skew.Drift(90_000));
        cluster.clock.pass(Duration.ofSeconds(5));
        injection.observe();
        injection.heal();
        assertThat(injection.evidence().proved()).isFalse();
    }

    @Test
    void a_clock_that_was_off_before_is_not_proved() {
        cluster.host("n2").moveClock(new Skew.Bump(Duration.ofSeconds(1)));
        assertThat(evidence(MINUTE).proved()).isFalse();
    }

    @Test
    void a_clock_elsewhere_that_moved_too_is_not_proved() {
        cluster.host("n3").moveClock(new Skew.Bump(Duration.ofSeconds(1)));
        Evidence evidence = evidence(MINUTE);
        assertThat(evidence.proved()).isFalse();
        assertThat(evidence.summary()).endsWith("elsewhere at most 1000.0 ms off");
    }

    @Test
    void a_clock_that_stays_off_fails_the_heal_until_it_is_right() {
        Injection injection = move(MINUTE);
        injection.observe();
        cluster.host("n2").clockStaysMoved = true;
        assertThatThrownBy(injection::heal).hasMessage("the clock on n2 is still off by 60000.0 ms");
        cluster.host("n2").clockStaysMoved = false;
        injection.heal();
        assertThat(injection.evidence().proved()).isTrue();
    }

    @Test
    void a_process_that_was_replaced_meanwhile_is_not_proved_and_its_successor_has_the_right_time() {
        Injection injection = move(MINUTE);
        cluster.host("n2").crash();
        cluster.host("n2").start();
        injection.observe();
        injection.heal();
        assertThat(injection.evidence().proved()).isFalse();
        assertThat(injection.evidence().summary()).startsWith("the process on n2 ended while its clock was moved");
    }

    @Test
    void the_successor_of_a_process_that_ended_is_moved_too_and_the_gap_is_told() {
        Injection injection = move(MINUTE);
        cluster.host("n2").crash();
        cluster.host("n2").start();
        cluster.clock.pass(Duration.ofSeconds(5));
        injection.observe();
        assertThat(NodeClock.of(cluster.node("n2"), cluster.host("n2").process().orElseThrow())
                        .read()
                        .off())
                .isEqualTo(Duration.ofMinutes(1));
        injection.heal();
        assertThat(injection.evidence().proved()).isFalse();
        assertThat(injection.evidence().summary())
                .containsPattern("another one had the host's time for up to 5[0-9]{3}\\.[0-9]+ ms, and was moved then");
    }

    @Test
    void a_strobe_is_proved_by_both_of_its_levels() {
        Evidence evidence = evidence(STROBE);
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.summary()).contains(" ms at the end and in between -200.00 to +200.00 ms; before it");
    }

    @Test
    void a_strobe_that_stays_at_one_level_is_not_proved() {
        Injection injection = move(new Skew.Strobe(Duration.ofMillis(200), Duration.ofMillis(100)));
        cluster.host("n2").moveClock(new Skew.Bump(Duration.ofMillis(200)));
        injection.observe();
        injection.heal();
        assertThat(injection.evidence().proved()).isFalse();
    }

    @Test
    void a_strobe_of_another_pace_is_not_proved() {
        Injection injection = move(new Skew.Strobe(Duration.ofMillis(200), Duration.ofMinutes(1)));
        cluster.host("n2").moveClock(STROBE);
        injection.observe();
        injection.heal();
        assertThat(injection.evidence().proved()).isFalse();
    }

    @Test
    void a_process_that_the_victim_has_started_sees_the_same() {
        cluster.host("n2").childSeesTheSame = true;
        Evidence evidence = evidence(MINUTE);
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.summary()).contains(", 1 process that it has started +60000.00 to +60000.00 ms;");
    }

    @Test
    void a_process_that_the_victim_has_started_and_that_keeps_its_time_is_not_proved() {
        cluster.host("n2").childKeepsTime = true;
        assertThat(evidence(MINUTE).proved()).isFalse();
    }

    @Test
    void a_process_that_the_victim_has_started_and_that_ends_proves_nothing_else() {
        cluster.host("n2").childEnds = true;
        assertThat(evidence(MINUTE).proved()).isTrue();
    }

    @Test
    void where_nothing_runs_there_is_no_clock_to_move() {
        cluster.host("n2").crash();
        assertThatThrownBy(() -> move(MINUTE)).hasMessage("no clock to move: no staged runs on n2");
    }

    @Test
    void a_restoration_sets_clocks_right_that_nobody_remembers() {
        move(MINUTE);
        dev.faultline.harness.fault.catalogue.Faults.restore(cluster.field);
        assertThat(NodeClock.of(cluster.node("n2"), cluster.host("n2").process().orElseThrow())
                        .read()
                        .off())
                .isZero();
    }

    @Test
    void a_strobe_without_a_pace_is_refused() {
        assertThatThrownBy(() -> new Skew.Strobe(Duration.ofSeconds(1), Duration.ZERO))
                .hasMessage("every must be 1 ms or more, not 0 ns");
    }

    @Test
    void a_drift_beyond_twice_the_pace_is_refused() {
        assertThatThrownBy(() -> new Skew.Drift(1_000_001))
                .hasMessage("partsPerMillion must be -1000000 to 1000000, not 1000001");
    }
}
