package dev.faultline.harness.measure;

import static dev.faultline.harness.measure.Happened.cutOffN3;
import static dev.faultline.harness.measure.Happened.fault;
import static dev.faultline.harness.measure.Happened.nanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.faultline.harness.store.FaultFigures;
import dev.faultline.harness.store.FaultFigures.Failover;
import dev.faultline.harness.store.FaultFigures.Loss;
import dev.faultline.harness.store.FaultFigures.Recovered;
import dev.faultline.harness.store.FaultFigures.Replies;
import dev.faultline.harness.store.FaultFigures.Served;
import dev.faultline.harness.store.FaultFigures.Side;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Recovery;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.MetricsRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static MetricsRecord measured(Happened happened, boolean linearizable, Leaders leaders, Window... faults) {
        Measurement measurement = new Measurement(
                Happened.READS,
                Happened.ANSWERS,
                linearizable,
                leaders,
                (fault, side) -> linearizable ? "linearizable" : null,
                null);
        Recovery recovery = new Recovery(nanos(3000), nanos(3400), "every node answers", "seen");
        return measurement.of(happened.history(), new FaultsRecord(List.of(faults), recovery, List.of()));
    }

    private static FaultFigures figures(Happened happened, Window... faults) {
        return measured(happened, false, Leaders.NOT_WATCHED, faults).recovery().get(0);
    }

    private static Recovered after(long millis) {
        return new Recovered(nanos(millis), nanos(millis));
    }

    private static Recovered notBefore(long millis) {
        return new Recovered(null, nanos(millis));
    }

    @Test
    void a_fault_that_clients_do_not_notice_is_recovered_from_at_the_first_answers() {
        FaultFigures figures = figures(new Happened().steady(0, 5000), cutOffN3());
        assertThat(figures.detection()).isNull();
        assertThat(figures.firstSuccess()).isEqualTo(nanos(5));
        assertThat(figures.recovery()).as("n2 is asked 1 ms after n1").isEqualTo(after(6));
        assertThat(figures.afterHeal()).isEqualTo(after(7));
        assertThat(figures.inWindow()).isEqualTo(new Replies(61, 0, 0, 0));
    }

    @Test
    void the_first_sign_is_what_is_refused_or_given_up_first() {
        Happened happened = new Happened()
                .steady(0, 1000)
                .mismatch(1, 1200, 1210, "a")
                .unknown(5, 1150, 2150, "a", 7)
                .refused(1, 1300, 1400, "a", 8)
                .steady(2000, 5000);
        FaultFigures figures = figures(happened, cutOffN3());
        assertThat(figures.detection()).isEqualTo(nanos(1400 - 1100));
        assertThat(figures.inWindow()).isEqualTo(new Replies(31, 1, 1, 1));
    }

    @Test
    void what_fails_while_the_fault_is_being_made_is_seen_at_once() {
        Happened happened =
                new Happened().steady(0, 1000).unknown(2, 950, 1050, "a", 7).steady(1200, 5000);
        assertThat(figures(happened, cutOffN3()).detection()).isZero();
    }

    @Test
    void recovery_is_when_every_node_that_should_serve_does_so_and_nothing_of_theirs_fails_for_half_a_second() {
        Happened happened = new Happened()
                .steady(0, 1000)
                .write(0, 1150, 1160, "a", 1)
                .unknown(1, 1200, 2200, "a", 2)
                .write(0, 2205, 2210, "a", 3)
                .write(1, 2220, 2230, "a", 4)
                .refused(1, 2240, 2300, "a", 5)
                .write(1, 2310, 2320, "a", 6)
                .unknown(2, 2330, 3330, "a", 7)
                .steady(3400, 5000);
        FaultFigures figures = figures(happened, cutOffN3());
        assertThat(figures.firstSuccess()).isEqualTo(nanos(60));
        assertThat(figures.recovery()).as("n3 is cut off and does not count").isEqualTo(after(2320 - 1100));
        assertThat(figures.afterHeal()).as("but after the heal it does").isEqualTo(after(3407 - 3000));
        assertThat(figures.outage()).isEqualTo(nanos(3405 - 2320));
    }

    @Test
    void a_node_that_never_serves_again_has_not_recovered_for_as_long_as_it_was_seen_to_fail() {
        Happened happened = new Happened().steady(0, 1000);
        for (long at = 1200; at < 5000; at += 100) {
            happened.write(0, at, at + 5, "a", at).refused(1, at, at + 10, "a", at + 1);
        }
        FaultFigures figures = figures(happened, cutOffN3());
        assertThat(figures.recovery()).isEqualTo(notBefore(4910 - 1100));
    }

    @Test
    void reads_alone_are_no_recovery() {
        Happened happened = new Happened().steady(0, 1000);
        for (long at = 1200; at < 5000; at += 100) {
            happened.read(0, at, at + 5, "a", 1L).read(1, at, at + 5, "a", 1L);
        }
        happened.write(0, 2010, 2020, "b", 1).unknown(1, 1610, 1690, "b", 2).write(4, 2510, 2520, "b", 3);
        assertThat(figures(happened.write(3, 4990, 5000, "b", 4), cutOffN3()).recovery())
                .isEqualTo(after(2520 - 1100));
    }

    @Test
    void a_node_that_nobody_asks_is_no_sign_of_anything() {
        Happened happened = new Happened().steady(0, 1000);
        for (long at = 1200; at < 5000; at += 100) {
            happened.write(0, at, at + 5, "a", at);
        }
        assertThat(figures(happened, cutOffN3()).recovery()).isEqualTo(notBefore(0));
    }

    @Test
    void where_no_majority_is_left_recovery_counts_from_the_heal_and_of_all_nodes() {
        Happened happened = new Happened()
                .steady(0, 1000)
                .unknown(0, 1200, 2200, "a", 1)
                .unknown(1, 2500, 3500, "a", 2)
                .steady(3600, 5000);
        FaultFigures figures = figures(happened, fault("kill", List.of("n2", "n3"), List.of("n2"), List.of()));
        assertThat(figures.from()).isEqualTo(nanos(3000));
        assertThat(figures.firstSuccess()).isEqualTo(nanos(605));
        assertThat(figures.recovery()).isEqualTo(after(607));
        assertThat(figures.afterHeal()).isEqualTo(figures.recovery());
    }

    @Test
    void what_comes_with_the_next_fault_is_not_this_ones() {
        Window first = cutOffN3();
        Window second = new Window(
                "F2",
                "kill",
                "one",
                "kill n1",
                List.of("n1"),
                List.of(),
                List.of(),
                List.of(),
                List.of("n2", "n3"),
                nanos(3200),
                nanos(3300),
                nanos(4000),
                nanos(4100),
                1,
                first.proof(),
                null);
        FaultFigures figures = figures(new Happened().steady(0, 5000).refused(0, 3250, 3260, "a", 1), first, second);
        assertThat(figures.until()).isEqualTo(nanos(3200));
        assertThat(figures.afterHeal())
                .as("0.2 s are too short to call it steady")
                .isEqualTo(notBefore(7));
        assertThat(figures.detection()).isNull();
    }

    @Test
    void a_fault_that_was_never_healed_has_figures_as_far_as_they_go() {
        Window cut = cutOffN3();
        Window open = new Window(
                "F1",
                cut.kind(),
                cut.shape(),
                cut.summary(),
                cut.targets(),
                cut.links(),
                cut.sides(),
                cut.leaders(),
                List.of(),
                cut.injectStart(),
                null,
                null,
                null,
                0,
                null,
                "it broke");
        FaultFigures figures = figures(new Happened().steady(0, 5000), open);
        assertThat(figures.from()).isNull();
        assertThat(figures.recovery()).isEqualTo(Recovered.NOT_SEEN);
        assertThat(figures.afterHeal()).isEqualTo(Recovered.NOT_SEEN);
        assertThat(figures.sides()).isEmpty();
    }

    @Test
    void sides_count_what_was_asked_and_ended_while_the_cut_is_proved() {
        Happened happened = new Happened()
                .write(0, 1050, 1150, "a", 1)
                .write(0, 1200, 1210, "a", 2)
                .mismatch(1, 1220, 1230, "a")
                .refused(1, 1240, 1250, "a", 3)
                .read(2, 1300, 1310, "a", 1L)
                .unknown(2, 1320, 2320, "a", 4)
                .write(2, 2890, 2950, "a", 5);
        assertThat(measured(happened, true, Leaders.NOT_WATCHED, cutOffN3())
                        .recovery()
                        .get(0)
                        .sides())
                .containsExactly(
                        new Side(List.of("n3"), false, new Served(1, 1), new Served(0, 1), "linearizable"),
                        new Side(List.of("n1", "n2"), true, new Served(0, 0), new Served(2, 3), "linearizable"));
    }

    @Test
    void a_side_that_answered_nothing_held_no_model() {
        Happened happened = new Happened().write(0, 1200, 1210, "a", 2).unknown(2, 1320, 2320, "a", 4);
        assertThat(measured(happened, true, Leaders.NOT_WATCHED, cutOffN3())
                        .recovery()
                        .get(0)
                        .sides())
                .extracting(Side::model)
                .containsExactly(null, "linearizable");
    }

    @Test
    void a_failover_is_known_only_where_somebody_watched() {
        Happened happened = new Happened().steady(0, 5000);
        Leaders leaders = new Leaders(
                true, List.of(new Leaders.Seen(nanos(10), "n3", null), new Leaders.Seen(nanos(1700), "n1", null)));
        assertThat(figures(happened, cutOffN3()).failover()).isNull();
        FaultFigures hit =
                measured(happened, false, leaders, cutOffN3()).recovery().get(0);
        assertThat(hit.failover()).isEqualTo(new Failover("n3", "n1", nanos(600)));
        assertThat(hit.detection()).as("another leader is a sign of it").isEqualTo(nanos(600));
        Window follower = fault("kill", List.of("n2"), List.of("n3"), List.of("n1", "n3"));
        assertThat(measured(happened, false, leaders, follower)
                        .recovery()
                        .get(0)
                        .failover())
                .isEqualTo(new Failover(null, null, null));
    }

    @Test
    void latencies_inside_and_outside_faults_are_told_apart_by_when_operations_were_asked() {
        MetricsRecord metrics = measured(
                new Happened().write(0, 100, 110, "a", 1).write(0, 1500, 1900, "a", 2),
                false,
                Leaders.NOT_WATCHED,
                cutOffN3());
        assertThat(metrics.latencyMillis().get(MetricsRecord.OUTSIDE_FAULTS).get("max"))
                .isCloseTo(10, offset(0.1));
        assertThat(metrics.latencyMillis().get(MetricsRecord.INSIDE_FAULTS).get("max"))
                .isCloseTo(400, offset(1.0));
        assertThat(metrics.okLatencyMillis()).containsOnlyKeys("write");
        assertThat(metrics.recoverySeconds()).isEqualTo(0.4);
    }

    @Test
    void latencies_of_reads_and_of_what_changes_something_are_told_apart() {
        MetricsRecord metrics = measured(
                new Happened().write(0, 100, 140, "a", 1).read(1, 200, 210, "a", 1L),
                false,
                Leaders.NOT_WATCHED,
                cutOffN3());
        assertThat(metrics.latencyMillis().get(MetricsRecord.READS).get("max")).isCloseTo(10, offset(0.1));
        assertThat(metrics.latencyMillis().get(MetricsRecord.MUTATIONS).get("max"))
                .isCloseTo(40, offset(0.1));
    }

    @Test
    void nothing_is_lost_of_a_linearizable_history_as_far_as_keys_are_read_again() {
        Happened happened = new Happened()
                .write(0, 500, 510, "a", 1)
                .write(0, 1500, 1510, "a", 2)
                .write(0, 1600, 1610, "unread", 3)
                .read(1, 3100, 3110, "a", 2L);
        assertThat(measured(happened, true, Leaders.NOT_WATCHED, cutOffN3())
                        .recovery()
                        .get(0)
                        .loss())
                .isEqualTo(new Loss(0, 2, true, 0));
    }

    @Test
    void a_write_is_lost_when_every_later_read_finds_an_older_value() {
        Happened happened = new Happened()
                .write(0, 500, 510, "a", 1)
                .write(2, 1500, 1510, "a", 2)
                .write(2, 2000, 2010, "a", 3)
                .steady(3000, 4000)
                .read(0, 4100, 4110, "a", 1L)
                .read(1, 4200, 4210, "a", 1L)
                .steady(4300, 4400);
        assertThat(figures(happened, cutOffN3()).loss()).isEqualTo(new Loss(2, 3, false, nanos(500)));
    }

    @Test
    void every_write_is_lost_of_a_key_that_is_empty() {
        Happened happened = new Happened()
                .write(0, 500, 510, "a", 1)
                .steady(3000, 4000)
                .read(0, 4100, 4110, "a", null)
                .steady(4300, 4400);
        assertThat(figures(happened, cutOffN3()).loss()).isEqualTo(new Loss(1, 1, false, 0));
    }

    @Test
    void a_write_that_may_have_been_overwritten_in_time_is_not_called_lost() {
        Happened between = new Happened()
                .write(0, 500, 510, "a", 1)
                .write(2, 1500, 1610, "a", 2)
                .write(0, 1550, 1600, "a", 3)
                .steady(3000, 4000)
                .read(0, 4100, 4110, "a", 3L)
                .steady(4300, 4400);
        assertThat(figures(between, cutOffN3()).loss()).as("2 and 3 overlap").isNull();
        Happened unknown = new Happened()
                .write(2, 1500, 1510, "a", 2)
                .unknown(0, 600, 1600, "a", 3)
                .steady(3000, 4000)
                .read(0, 4100, 4110, "a", 3L)
                .steady(4300, 4400);
        assertThat(figures(unknown, cutOffN3()).loss())
                .as("3 may have come last")
                .isNull();
        Happened twice = new Happened()
                .write(0, 500, 510, "a", 1)
                .write(2, 1500, 1510, "a", 2)
                .unknown(0, 1600, 2600, "a", 1)
                .steady(3000, 4000)
                .read(0, 4100, 4110, "a", 1L)
                .steady(4300, 4400);
        assertThat(figures(twice, cutOffN3()).loss()).as("1 was written twice").isNull();
    }

    @Test
    void a_stale_read_beside_a_fresh_one_is_no_loss() {
        Happened happened = new Happened()
                .write(0, 500, 510, "a", 1)
                .write(0, 1500, 1510, "a", 2)
                .steady(3000, 4000)
                .read(2, 4100, 4110, "a", 1L)
                .read(1, 4200, 4210, "a", 2L)
                .steady(4300, 4400);
        assertThat(figures(happened, cutOffN3()).loss()).isNull();
    }

    @Test
    void a_history_without_operations_has_figures_that_claim_nothing() {
        FaultFigures figures = figures(new Happened(), cutOffN3());
        assertThat(figures.recovery()).isEqualTo(notBefore(0));
        assertThat(figures.firstSuccess()).isNull();
        assertThat(figures.loss()).isNull();
    }
}
