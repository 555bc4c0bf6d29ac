package dev.faultline.harness.junit;

import static dev.faultline.harness.junit.ChaosAssertions.assertThat;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.store.FaultFigures;
import dev.faultline.harness.store.FaultFigures.Failover;
import dev.faultline.harness.store.FaultFigures.Loss;
import dev.faultline.harness.store.FaultFigures.Recovered;
import dev.faultline.harness.store.FaultFigures.Replies;
import dev.faultline.harness.store.FaultFigures.Served;
import dev.faultline.harness.store.FaultFigures.Side;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Proof;
import dev.faultline.harness.store.FaultsRecord.Recovery;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.MetricsRecord;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.store.VerdictRecord.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChaosRunAssertTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;

    @TempDir
    Path folder;

    private ChaosRun run(String verdict, FaultsRecord faults) {
        TestRecord test = new TestRecord(
                42,
                "0.1.0",
                "store",
                "1",
                "register",
                "docker",
                List.of("n1", "n2", "n3"),
                6,
                200,
                30,
                List.of("partition"),
                3,
                1,
                60,
                Map.of(),
                "2026-11-22T18:09:02Z",
                0,
                Map.of(),
                "mvn verify -Dit.test=StoreIT#safe -Dfaultline.seed=42",
                null);
        VerdictRecord record = new VerdictRecord(
                verdict,
                "key 0 is not linearizable: process 1 (n3) read 1, 20 ms after process 2 (n1) write 2 had completed",
                List.of("process 1 (n3) read 1 from 4.690 to 4.702 s", "but 100 % of it is told"),
                List.of(new Found("linearizable", verdict, "key 0 is not", Map.of())),
                List.of(),
                Map.of(),
                3);
        return new ChaosRun(test, record, faults, new RunFolder(folder));
    }

    private static FaultsRecord faults(boolean proved, @Nullable Long recoveredAt) {
        Proof proof = new Proof(proved, 2 * SECOND, 9 * SECOND, "datagrams", "3 of 100 came through", Map.of());
        Window window = new Window(
                "F1",
                "partition",
                "one",
                "cut n3 | n1 n2",
                List.of("n3"),
                List.of(),
                List.of(),
                List.of(),
                List.of("n1", "n2"),
                SECOND,
                2 * SECOND,
                9 * SECOND,
                10 * SECOND,
                1,
                proof,
                null);
        return new FaultsRecord(
                List.of(window),
                new Recovery(10 * SECOND, recoveredAt, "every node answers", "n2 is silent"),
                List.of());
    }

    private static FaultsRecord good() {
        return faults(true, 14 * SECOND);
    }

    private void refused(ThrowingCallable assertion, String reason) {
        assertThatThrownBy(assertion)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("\n  but 100 % of it is told\n")
                .hasMessageContaining("\nseed:   42\n")
                .hasMessageContaining("\nagain:  mvn verify -Dit.test=StoreIT#safe -Dfaultline.seed=42\n")
                .hasMessageContaining("\nreport: " + folder.resolve("report.html"));
    }

    @Test
    void each_verdict_passes_for_itself_and_for_no_other() {
        assertThat(run("valid", good())).isValid();
        assertThat(run("invalid", good())).isInvalid();
        assertThat(run("unknown", good())).isUnknown();
        refused(() -> assertThat(run("unknown", good())).isValid(), "expected VALID, but the run is\nUNKNOWN  key 0");
        refused(() -> assertThat(run("unknown", good())).isInvalid(), "expected INVALID, but the run is\nUNKNOWN");
        refused(() -> assertThat(run("valid", good())).isInvalid(), "expected INVALID, but the run is\nVALID");
        refused(() -> assertThat(run("invalid", good())).isUnknown(), "expected UNKNOWN, but the run is\nINVALID");
    }

    @Test
    void a_reason_is_looked_for_in_sentence_story_and_failed_checks() {
        ChaosRun run = run("invalid", good());
        assertThat(run)
                .because("key 0 is not linearizable")
                .because("from 4.690")
                .because("linearizable: key 0");
        refused(() -> assertThat(run).because("lost update"), "expected a reason with \"lost update\" in it");
        refused(() -> assertThat(run("valid", good())).because("linearizable: key"), "expected a reason with");
    }

    @Test
    void faults_must_be_there_and_proved() {
        assertThat(run("valid", good())).everyFaultProved().injected("partition");
        refused(
                () -> assertThat(run("unknown", faults(false, 14 * SECOND))).everyFaultProved(),
                "F1 (cut n3 | n1 n2) is not proved: 3 of 100 came through");
        refused(
                () -> assertThat(run("valid", new FaultsRecord(List.of(), null, List.of())))
                        .everyFaultProved(),
                "no fault was injected");
        refused(
                () -> assertThat(run("valid", good())).injected("pause", "partition", "kill"),
                "expected a fault of each kind, but there was no kill, no pause");
    }

    @Test
    void recovery_is_measured_from_the_last_heal() {
        assertThat(run("valid", good())).recoversWithin(ofSeconds(4));
        refused(
                () -> assertThat(run("valid", good())).recoversWithin(ofSeconds(3)),
                "expected a recovery within 3.0 s, but it took 4.0 s until every node answers");
        refused(
                () -> assertThat(run("unknown", faults(true, null))).recoversWithin(ofSeconds(3)),
                "expected a recovery within 3.0 s, but the cluster did not recover: n2 is silent");
    }

    @Test
    void operations_count_that_succeeded_in_the_majority_while_the_fault_is_proved() throws IOException {
        history("n1", 3 * SECOND);
        assertThat(run("valid", good())).succeededDuringEachFault();
        history("n3", 3 * SECOND);
        refused(
                () -> assertThat(run("valid", good())).succeededDuringEachFault(),
                "no operation succeeded during F1 (cut n3 | n1 n2)");
        history("n1", 11 * SECOND);
        refused(() -> assertThat(run("valid", good())).succeededDuringEachFault(), "no operation succeeded");
    }

    private ChaosRun measured(@Nullable Loss loss) {
        Side majority = new Side(List.of("n1", "n2"), true, new Served(90, 90), new Served(8, 10), null);
        Recovered recovered = new Recovered(4200 * MILLI, 4200 * MILLI);
        FaultFigures figures = new FaultFigures(
                "F1",
                2 * SECOND,
                2 * SECOND,
                10 * SECOND,
                12 * SECOND,
                new Replies(1, 0, 0, 0),
                300 * MILLI,
                new Failover("n3", "n1", 700 * MILLI),
                40 * MILLI,
                recovered,
                recovered,
                2000 * MILLI,
                loss,
                List.of(majority));
        ChaosRun run = run("valid", good());
        Json.write(
                run.folder().metrics(),
                new MetricsRecord(
                        Map.of(),
                        Map.of(MetricsRecord.ALL, Map.of("p50.0", 2.0, "p99.0", 49.0)),
                        new Replies(4900, 50, 30, 20),
                        List.of(figures),
                        4.0,
                        List.of(),
                        null));
        return run;
    }

    /** A bound that is kept, the same a little tighter, and what is said then. */
    private record Bound(String name, Consumer<ChaosRunAssert> kept, Consumer<ChaosRunAssert> broken, String said) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Bound within(String name, BiConsumer<ChaosRunAssert, Duration> word, long millis, String figure) {
        return new Bound(
                name,
                run -> word.accept(run, ofMillis(millis)),
                run -> word.accept(run, ofMillis(millis - 1)),
                "objective " + figure + "<=" + (millis - 1) + "ms broken: F1 (cut n3 | n1 n2) took ");
    }

    static Stream<Bound> bounds() {
        return Stream.of(
                within("detection", ChaosRunAssert::detectsWithin, 300, "detection"),
                within("failover", ChaosRunAssert::failsOverWithin, 700, "failover"),
                within("first success", ChaosRunAssert::firstSucceedsWithin, 40, "first-success"),
                within("recovery", ChaosRunAssert::servesAgainWithin, 4200, "recovery"),
                within("recovery after the heal", ChaosRunAssert::servesEverywhereWithin, 4200, "after-heal"),
                within("outage", ChaosRunAssert::hasNoOutageBeyond, 2000, "outage"),
                within("time over which writes were lost", ChaosRunAssert::losesWritesOfAtMost, 900, "rpo"),
                new Bound(
                        "lost writes",
                        run -> run.losesAtMost(3),
                        ChaosRunAssert::losesNoAcknowledgedWrite,
                        "objective lost-writes<=0 broken: 3 of 120 were, 3 of them under F1 (cut n3 | n1 n2)"),
                new Bound(
                        "median",
                        run -> run.hasMedianWithin(ofMillis(2)),
                        run -> run.hasMedianWithin(ofNanos(1_999_999)),
                        "objective p50<=1.999999ms broken: p50 is 2.0 ms"),
                new Bound(
                        "p99",
                        run -> run.hasP99Within(ofMillis(49)),
                        run -> run.hasP99Within(ofMillis(48)),
                        "objective p99<=48ms broken: p99 is 49 ms"),
                new Bound(
                        "refused",
                        run -> run.refusesAtMost(30),
                        run -> run.refusesAtMost(29),
                        "objective refused<=29 broken: 30 of 5,000 operations were refused"),
                new Bound(
                        "unknown outcomes",
                        run -> run.leavesIndeterminateAtMost(20),
                        run -> run.leavesIndeterminateAtMost(19),
                        "objective indeterminate<=19 broken: 20 of 5,000 operations are of unknown outcome"),
                new Bound(
                        "availability",
                        run -> run.servesAtLeast(99),
                        run -> run.servesAtLeast(99.5),
                        "objective availability>=99.5% broken: 99.00 %, 4,950 of 5,000, operations were served"),
                new Bound(
                        "availability on the majority's side",
                        run -> run.servesMajorityAtLeast(98),
                        run -> run.servesMajorityAtLeast(100),
                        "objective majority-availability>=100% broken: 98.00 %"),
                new Bound(
                        "any objective",
                        run -> run.meets("convergence<=4s"),
                        run -> run.meets("convergence < 4s"),
                        "objective convergence<4s broken: it took 4.00 s"));
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void every_figure_can_be_bounded(Bound bound) {
        ChaosRun run = measured(new Loss(3, 120, true, 900 * MILLI));
        bound.kept().accept(assertThat(run));
        refused(() -> bound.broken().accept(assertThat(run)), bound.said());
    }

    @Test
    void what_was_not_measured_fails_as_what_is_broken_does() {
        assertThat(measured(new Loss(0, 120, true, 0))).losesNoAcknowledgedWrite();
        refused(
                () -> assertThat(measured(null)).losesNoAcknowledgedWrite(),
                "objective lost-writes<=0 cannot be judged: not every mutation before the heal of F1");
        refused(
                () -> assertThat(measured(null)).meets("p99-inside-faults<1s"),
                "objective p99-inside-faults<1s cannot be judged: no operation succeeded inside faults");
        assertThatThrownBy(() -> assertThat(measured(null)).meets("luck>7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no figure \"luck\"");
    }

    private void history(String node, long at) throws IOException {
        Files.writeString(
                folder.resolve("history.edn"),
                "{:index 0, :type :invoke, :process 0, :f :write, :value 1, :time %d, :node \"%s\"}%n"
                                .formatted(at, node)
                        + "{:index 1, :type :ok, :process 0, :f :write, :value 1, :time %d, :node \"%s\"}%n"
                                .formatted(at + 1000, node));
    }

    @Test
    void a_stored_run_is_read_from_its_folder() {
        ChaosRun run = run("invalid", good());
        Json.write(run.folder().test(), run.test());
        Json.write(run.folder().verdict(), run.verdict());
        Json.write(run.folder().faults(), run.faults());
        assertThat(ChaosRun.read(folder)).isEqualTo(run);
        assertThatThrownBy(() -> ChaosRun.read(folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("test.json: no such file");
    }
}
