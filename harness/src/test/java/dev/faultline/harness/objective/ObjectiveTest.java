package dev.faultline.harness.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.harness.store.ElectionFigures;
import dev.faultline.harness.store.ElectionFigures.OfFault;
import dev.faultline.harness.store.FaultFigures;
import dev.faultline.harness.store.FaultFigures.Failover;
import dev.faultline.harness.store.FaultFigures.Loss;
import dev.faultline.harness.store.FaultFigures.Recovered;
import dev.faultline.harness.store.FaultFigures.Replies;
import dev.faultline.harness.store.FaultFigures.Served;
import dev.faultline.harness.store.FaultFigures.Side;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Proof;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.MetricsRecord;
import dev.faultline.harness.store.MetricsRecord.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {
    private static final long MILLI = 1_000_000;

    private static Window window(String name, boolean proved) {
        Proof proof = new Proof(proved, 0, 1, "by hand", "", Map.of());
        return new Window(
                name,
                "kill",
                "one",
                "kill n2",
                List.of("n2"),
                List.of(),
                List.of(),
                List.of(),
                List.of("n1", "n3"),
                0,
                1L,
                2L,
                3L,
                1,
                proof,
                null);
    }

    private static FaultFigures fault(
            String name, Recovered recovery, @Nullable Loss loss, @Nullable Failover failover) {
        Side majority = new Side(List.of("n1", "n3"), true, new Served(90, 90), new Served(8, 10), null);
        Side minority = new Side(List.of("n2"), false, new Served(0, 40), new Served(0, 10), null);
        return new FaultFigures(
                name,
                1,
                1L,
                3L,
                9,
                new Replies(1, 0, 0, 0),
                null,
                failover,
                40 * MILLI,
                recovery,
                recovery,
                2000 * MILLI,
                loss,
                List.of(majority, minority));
    }

    private static MetricsRecord metrics(FaultFigures... faults) {
        return new MetricsRecord(
                Map.of(),
                Map.of(
                        "all",
                        Map.of("p50.0", 2.0, "p99.0", 48.5),
                        "reads",
                        Map.of("p99.0", 3.0),
                        "outsideFaults",
                        Map.of("p99.0", 5.0)),
                new Replies(4900, 50, 30, 20),
                List.of(faults),
                3.2,
                List.of(),
                new ElectionFigures(
                        List.of(
                                new OfFault("F1", "n2", "n3", 350 * MILLI, "n1", 250 * MILLI, 2),
                                new OfFault("F2", null, null, null, null, null, 0)),
                        7,
                        2));
    }

    private static FaultFigures recovered(String name, long millis) {
        return fault(
                name,
                new Recovered(millis * MILLI, millis * MILLI),
                new Loss(0, 10, true, 0),
                new Failover("n2", "n1", 700 * MILLI));
    }

    private static Outcome judge(String text, FaultFigures... faults) {
        return judge(text, true, faults);
    }

    private static Outcome judge(String text, boolean proved, FaultFigures... faults) {
        List<Window> windows =
                Stream.of(faults).map(f -> window(f.fault(), proved)).toList();
        return Objective.parse(text).judge(new RunFigures(metrics(faults), windows));
    }

    @ParameterizedTest
    @CsvSource({
        "recovery<10s, recovery<10s",
        " recovery <  10s , recovery<10s",
        "rto<=1.5m, rto<=1.5m",
        "availability>=99.95%, availability>=99.95%",
        "availability>=100%, availability>=100%",
        "lost-writes<1, lost-writes<1",
        "p99-outside-faults<50ms, p99-outside-faults<50ms",
        "p50>0ms, p50>0ms"
    })
    void is_read_and_printed_the_same(String text, String printed) {
        Objective objective = Objective.parse(text);
        assertThat(objective).hasToString(printed).isEqualTo(Objective.parse(printed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "recovery",
                "<10s",
                "recovery<",
                "recovery<10",
                "recovery<soon",
                "recovery<-1s",
                "recovery==10s",
                "recovery<>10s",
                "recovery<1e9s",
                "recovery<10s!",
                "availability>=101%",
                "availability>=99",
                "lost-writes<1.5",
                "recovery<10s<20s",
                "RECOVERY<10s"
            })
    void anything_else_is_told_in_one_line(String text) {
        assertThatThrownBy(() -> Objective.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("\n")
                .contains("(");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            recovery<15s                | valid   | 14.20 s | objective recovery<15s kept: F2 (kill n2) took 14.20 s
            recovery<10s                | invalid | 14.20 s | objective recovery<10s broken: F2 (kill n2) took 14.20 s
            rto<1ms                     | invalid | 14.20 s | objective rto<1ms broken: F2 (kill n2) took 14.20 s, and 1 more lie beyond it
            after-heal<=14200ms         | valid   | 14.20 s | objective after-heal<=14200ms kept: F2 (kill n2) took 14.20 s
            after-heal<14200ms          | invalid | 14.20 s | objective after-heal<14200ms broken: F2 (kill n2) took 14.20 s
            failover<1s                 | valid   | 700 ms  | objective failover<1s kept: F1 (kill n2) took 700 ms
            suspicion<300ms             | invalid | 350 ms  | objective suspicion<300ms broken: F1 (kill n2) took 350 ms
            election<=250ms             | valid   | 250 ms  | objective election<=250ms kept: F1 (kill n2) took 250 ms
            false-suspicions<2          | invalid | 2       | objective false-suspicions<2 broken: 2 of 7 suspicions were false
            first-success<40ms          | invalid | 40 ms   | objective first-success<40ms broken: F1 (kill n2) took 40 ms, and 1 more lie beyond it
            outage<=2s                  | valid   | 2.00 s  | objective outage<=2s kept: F1 (kill n2) took 2.00 s
            convergence<3s              | invalid | 3.20 s  | objective convergence<3s broken: it took 3.20 s
            lost-writes<1               | valid   | 0       | objective lost-writes<1 kept: 0 of 20 were
            rpo<=0s                     | valid   | 0.0 ms  | objective rpo<=0s kept: F1 (kill n2) took 0 acknowledged within 0.0 ms
            refused<=30                 | valid   | 30      | objective refused<=30 kept: 30 of 5,000 operations were refused
            indeterminate<20            | invalid | 20      | objective indeterminate<20 broken: 20 of 5,000 operations are of unknown outcome
            availability>=99%           | valid   | 99.00 % | objective availability>=99% kept: 99.00 %, 4,950 of 5,000, operations were served
            availability>99%            | invalid | 99.00 % | objective availability>99% broken: 99.00 %, 4,950 of 5,000, operations were served
            majority-availability>=98%  | valid   | 98.00 % | objective majority-availability>=98% kept: 98.00 %, 98 of 100, were served by n1 n3 during F1 (kill n2)
            p50<2ms                     | invalid | 2.0 ms  | objective p50<2ms broken: p50 is 2.0 ms
            p99<50ms                    | valid   | 49 ms   | objective p99<50ms kept: p99 is 49 ms
            p99-reads<3ms               | invalid | 3.0 ms  | objective p99-reads<3ms broken: p99 of reads is 3.0 ms
            p99-mutations<3ms           | unknown |         | objective p99-mutations<3ms cannot be judged: no mutation succeeded
            p99-outside-faults<5ms      | invalid | 5.0 ms  | objective p99-outside-faults<5ms broken: p99 outside faults is 5.0 ms
            detection<1s                | unknown |         | objective detection<1s cannot be judged: no fault showed
            p99-inside-faults<1s        | unknown |         | objective p99-inside-faults<1s cannot be judged: no operation succeeded inside faults
            """)
    void is_judged_by_the_worst_of_all_faults(String text, String verdict, @Nullable String measured, String sentence) {
        Outcome outcome = judge(text, recovered("F1", 800), recovered("F2", 14_200));
        assertThat(outcome).isEqualTo(new Outcome(text, verdict, measured == null ? "" : measured, sentence));
    }

    @Test
    void a_fault_whose_end_was_not_seen_breaks_a_bound_that_it_certainly_passed_and_else_leaves_it_open() {
        FaultFigures open = fault("F2", new Recovered(null, 5000 * MILLI), null, null);
        assertThat(judge("recovery<4s", recovered("F1", 10), open).sentence())
                .isEqualTo("objective recovery<4s broken: F2 (kill n2) took more than 5.00 s");
        assertThat(judge("recovery<10s", recovered("F1", 10), open).sentence())
                .isEqualTo("objective recovery<10s cannot be judged: recovery from F2 (kill n2) was not seen");
        assertThat(judge("recovery<10s", recovered("F1", 11_000), open).verdict())
                .isEqualTo("invalid");
    }

    @Test
    void what_is_not_known_of_lost_writes_leaves_them_open_unless_too_many_are_known() {
        FaultFigures some = fault("F1", Recovered.NOT_SEEN, new Loss(3, 10, false, 5), null);
        FaultFigures none = fault("F2", Recovered.NOT_SEEN, null, null);
        assertThat(judge("lost-writes<3", some, none).sentence())
                .isEqualTo("objective lost-writes<3 broken: at least 3 of 10 were, 3 of them under F1 (kill n2)");
        assertThat(judge("lost-writes<4", some, none).verdict()).isEqualTo("unknown");
        assertThat(judge("lost-writes<1", none).verdict()).isEqualTo("unknown");
    }

    @Test
    void the_time_over_which_writes_were_lost_is_bounded_for_each_fault_and_is_more_where_more_may_be_lost() {
        FaultFigures exact = fault("F1", Recovered.NOT_SEEN, new Loss(3, 10, true, 900 * MILLI), null);
        FaultFigures shown = fault("F2", Recovered.NOT_SEEN, new Loss(2, 10, false, 40 * MILLI), null);
        assertThat(judge("rpo<1s", exact).verdict()).isEqualTo("valid");
        assertThat(judge("rpo<500ms", exact, shown).sentence())
                .isEqualTo("objective rpo<500ms broken: F1 (kill n2) took 3 acknowledged within 900 ms");
        assertThat(judge("rpo<30ms", shown).sentence())
                .isEqualTo("objective rpo<30ms broken: F2 (kill n2) took 2 acknowledged within at least 40 ms");
        assertThat(judge("rpo<1s", exact, shown).sentence())
                .isEqualTo("objective rpo<1s cannot be judged: more may be lost under F2 (kill n2)");
        assertThat(judge("rpo<1s", fault("F1", Recovered.NOT_SEEN, null, null)).verdict())
                .isEqualTo("unknown");
    }

    @Test
    void what_nobody_measured_cannot_be_judged() {
        assertThat(judge("recovery<10s").sentence())
                .isEqualTo("objective recovery<10s cannot be judged: no fault was injected");
        assertThat(judge("failover<10s", fault("F1", Recovered.NOT_SEEN, null, null))
                        .sentence())
                .endsWith("nobody watched who led");
        assertThat(Objective.parse("election<1s")
                        .judge(new RunFigures(MetricsRecord.none(), List.of()))
                        .sentence())
                .endsWith("nodes said nothing of suspicions");
        assertThat(judge("recovery<10s", false, recovered("F1", 20_000)).sentence())
                .endsWith("F1 (kill n2) is not proved");
    }

    @Test
    void together_they_are_invalid_before_unknown_before_valid() {
        FaultFigures fault = recovered("F1", 800);
        FaultsRecord faults = new FaultsRecord(List.of(window("F1", true)), null, List.of());
        MetricsRecord metrics = metrics(fault);
        Objective kept = Objective.parse("recovery<1s");
        Objective broken = Objective.parse("recovery<1ms");
        Objective open = Objective.parse("detection<1s");
        assertThat(Objectives.judge(List.of(kept), metrics, faults).finding().verdict())
                .isInstanceOf(Valid.class);
        assertThat(Objectives.judge(List.of(kept, open), metrics, faults)
                        .finding()
                        .verdict())
                .isEqualTo(new Unknown("objective detection<1s cannot be judged: no fault showed"));
        assertThat(Objectives.judge(List.of(kept, open, broken), metrics, faults)
                        .finding()
                        .verdict())
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.witness().summary())
                                .isEqualTo("objective recovery<1ms broken: F1 (kill n2) took 800 ms"));
    }

    @ParameterizedTest
    @EnumSource(Figure.class)
    void every_figure_has_a_word_and_a_meaning_of_one_line(Figure figure) {
        assertThat(figure.word()).matches("[a-z0-9-]+");
        assertThat(figure.meaning()).isNotBlank().hasSizeLessThan(55);
    }
}
