package dev.faultline.harness.run;

import static dev.faultline.harness.run.Recorded.faults;
import static dev.faultline.harness.run.Recorded.healthy;
import static dev.faultline.harness.run.Recorded.proved;
import static dev.faultline.harness.run.Recorded.stale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.HistoryWriter;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Cited;
import dev.faultline.checkers.verdict.Verdict;
import dev.faultline.checkers.verdict.Witness;
import dev.faultline.harness.client.Service;
import dev.faultline.harness.client.Workload;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.StagedCluster;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.generator.Generators;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.store.ElectionFigures;
import dev.faultline.harness.store.FaultFigures;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.JsonLines;
import dev.faultline.harness.store.MetricsRecord;
import dev.faultline.harness.store.NodeEvent;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.system.SystemUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {
    @TempDir
    Path path;

    private RunFolder folder;

    /** Registers that nobody drives: only what a judge asks of a workload. */
    private static final class RecordedRegisters implements Workload<Service> {
        private final Checker checker;

        RecordedRegisters(Checker checker) {
            this.checker = checker;
        }

        @Override
        public String name() {
            return "registers";
        }

        @Override
        public List<Option> options() {
            return List.of();
        }

        @Override
        public boolean runsOn(SystemUnderTest system) {
            return true;
        }

        @Override
        public Service open(SystemUnderTest system, Node node, Options options, Duration timeout) {
            return () -> {};
        }

        @Override
        public void warmUp(Service service) {}

        @Override
        public Set<String> functions() {
            return Set.of("read", "write");
        }

        @Override
        public int group(int nodes) {
            return nodes;
        }

        @Override
        public Generator operations(Shape shape, Options options) {
            return Generators.then();
        }

        @Override
        public Generator finalOperations(Shape shape, Options options) {
            return Generators.then();
        }

        @Override
        public Completion apply(Service service, Invocation invocation) {
            return Completion.fail(invocation.value(), "nothing is performed");
        }

        @Override
        public Set<String> reads() {
            return Set.of("read");
        }

        @Override
        public Checker checker(Options options) {
            return checker;
        }
    }

    /** Holds every ok write of 2 against the history, and shows the first read. */
    private static final class NoTwos implements Checker {
        private record Seen(List<Cited> cited) implements Witness {
            @Override
            public String summary() {
                return "somebody wrote 2\u001b";
            }

            @Override
            public List<String> story() {
                return List.of("nobody may");
            }

            @Override
            public Map<String, Object> toData() {
                return Map.of();
            }
        }

        @Override
        public Verdict check(History history) {
            List<Cited> cited = new ArrayList<>();
            for (Operation operation : history.judged()) {
                if (operation.function().equals("write") && operation.pair().second() instanceof Long two && two == 2) {
                    cited.add(Cited.culprit(operation, "wrote 2"));
                } else if (operation.function().equals("read") && cited.size() == 1) {
                    cited.add(Cited.context(operation, "came after it"));
                }
            }
            return cited.isEmpty() ? Verdict.valid() : Verdict.invalid(new Seen(cited));
        }

        @Override
        public String claim() {
            return "write no 2";
        }
    }

    @BeforeEach
    void makeFolder() {
        folder = new RunFolder(path);
    }

    private VerdictRecord judge() {
        return judge(Linearizability.of(new CasRegister()).perKey());
    }

    private VerdictRecord judge(Checker checker) {
        StagedCluster cluster = new StagedCluster(3);
        return new Judge(
                        cluster.system,
                        new RecordedRegisters(checker),
                        Options.resolve(List.of(), Map.of()),
                        cluster.clock)
                .judge(folder);
    }

    private void store(Recorded recorded, FaultsRecord faults) throws IOException {
        Json.write(folder.test(), Recorded.test("partition"));
        Json.write(folder.faults(), faults);
        HistoryWriter.write(recorded.history(), folder.history());
    }

    @Test
    void a_run_that_holds_and_proves_something_is_valid() throws IOException {
        store(healthy(), faults(proved()));
        VerdictRecord verdict = judge();
        assertThat(verdict.verdict()).isEqualTo("valid");
        assertThat(verdict.sentence())
                .isEqualTo("5 of 5 operations succeeded and are linearizable, through 1 partition, which is proved");
        assertThat(verdict.operations().get("read")).isEqualTo(new VerdictRecord.Counts(3, 0, 0));
        assertThat(Files.readString(folder.results())).startsWith("{:valid? true");
    }

    @Test
    void what_nodes_said_of_suspicions_is_measured_and_a_run_in_which_they_said_nothing_has_no_figure_of_it()
            throws IOException {
        store(healthy(), faults(proved()));
        judge();
        assertThat(Json.read(folder.metrics(), MetricsRecord.class).elections()).isNull();
        long before = proved().injectStart() - 1;
        try (JsonLines events = new JsonLines(folder.events())) {
            events.append(List.of(
                    new NodeEvent(before, "n1", NodeEvent.SUSPECTS, "n3", 2L, "no heartbeat"),
                    new NodeEvent(before + 2, "n1", NodeEvent.SUSPECTS, "n3", 2L, null)));
        }
        judge();
        ElectionFigures elections = Objects.requireNonNull(
                Json.read(folder.metrics(), MetricsRecord.class).elections());
        assertThat(elections.suspicions()).isEqualTo(2);
        assertThat(elections.falseSuspicions()).isEqualTo(1);
        assertThat(Files.readString(folder.report())).contains("as the nodes tell it");
    }

    @Test
    void a_stale_read_is_invalid_and_convicts_the_node_that_was_cut_off() throws IOException {
        store(stale(), faults(proved()));
        VerdictRecord verdict = judge();
        assertThat(verdict.verdict()).isEqualTo("invalid");
        assertThat(verdict.sentence()).contains("process 2 (n3) read 1");
        assertThat(verdict.story()).anyMatch(line -> line.contains("at this moment it is proved"));
        assertThat(verdict.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.key()).isEqualTo("\"a\"");
            assertThat(violation.core()).isNotEmpty();
        });
        assertThat(Files.readString(folder.results())).startsWith("{:valid? false");
    }

    @Test
    void the_culprit_is_named_by_its_place_in_the_whole_history() throws IOException {
        store(stale(), faults(proved()));
        long culprit = judge().violations().get(0).culprit();
        String line = Files.readAllLines(folder.history()).get((int) culprit);
        assertThat(line).contains(":index " + culprit, ":type :ok", ":f :read", "\"n3\"");
    }

    @Test
    void a_checker_that_cites_operations_is_told_with_its_story_the_faults_at_its_culprits_and_their_places()
            throws IOException {
        store(healthy(), faults(proved()));
        VerdictRecord verdict = judge(new NoTwos());
        assertThat(verdict.verdict()).isEqualTo("invalid");
        assertThat(verdict.sentence()).isEqualTo("somebody wrote 2\\u001b");
        assertThat(verdict.story())
                .containsExactly(
                        "nobody may",
                        "F1 (cut n3 | n1 n2) was in force from 1.000 to 2.000 s; at this moment it is proved: "
                                + Recorded.PROOF.summary());
        VerdictRecord.Violation violation = verdict.violations().get(0);
        assertThat(violation.cited()).extracting(VerdictRecord.Cited::role).containsExactly("wrote 2", "came after it");
        assertThat(violation.culprit())
                .isEqualTo(violation.cited().get(0).invocation())
                .isEqualTo(4);
        assertThat(Files.readString(folder.report()))
                .contains("The operations in question")
                .contains("came after it");
    }

    @Test
    void of_several_culprits_each_fault_tells_how_many_were_under_way_in_it() throws IOException {
        Recorded twos = healthy()
                .write(0, 1300, 1310, "b", 2)
                .write(1, 1890, 1910, "c", 2)
                .write(0, 2700, 2710, "d", 2);
        store(twos, faults(proved()));
        assertThat(judge(new NoTwos()).story())
                .contains("F1 (cut n3 | n1 n2) was in force from 1.000 to 2.000 s, when 3 of these 4 were under way;"
                        + " at the moments of 2 of them it is proved: " + Recorded.PROOF.summary());
    }

    @Test
    void culprits_without_a_fault_are_told_with_the_fault_that_was_healed_before_them() throws IOException {
        store(healthy().write(0, 2700, 2710, "d", 2), faults(proved()));
        assertThat(judge(new NoTwos()).story())
                .contains(
                        "no fault was in force at 1 of these 2, the first at 2.700 s after F1 (cut n3 | n1 n2) had been"
                                + " healed at 2.000 s");
    }

    @Test
    void a_lone_culprit_without_a_fault_is_told_so() throws IOException {
        store(new Recorded().write(0, 100, 110, "a", 2), faults(proved()));
        assertThat(judge(new NoTwos()).story()).contains("no fault was in force at this moment");
    }

    @Test
    void what_holds_is_said_in_the_words_of_the_checker() throws IOException {
        store(new Recorded().write(0, 100, 110, "a", 1).read(1, 1200, 1210, "a", 1L), faults(proved()));
        assertThat(judge(new NoTwos()).sentence()).startsWith("2 of 2 operations succeeded and write no 2, through");
    }

    @Test
    void a_violation_stays_invalid_whatever_could_not_be_proved() throws IOException {
        store(stale(), new FaultsRecord(List.of(), null, List.of("etcd on n1 had exited")));
        VerdictRecord verdict = judge();
        assertThat(verdict.verdict()).isEqualTo("invalid");
        assertThat(verdict.findings()).extracting(VerdictRecord.Found::verdict).contains("invalid", "unknown");
    }

    private VerdictRecord judgeWith(String... objectives) throws IOException {
        store(healthy(), faults(proved()));
        Json.write(folder.test(), Recorded.test("partition").withObjectives(List.of(objectives)));
        return judge();
    }

    @Test
    void objectives_that_are_kept_leave_a_run_valid_and_are_counted() throws IOException {
        VerdictRecord verdict = judgeWith("first-success<1s", "availability>=99%");
        assertThat(verdict.verdict()).isEqualTo("valid");
        assertThat(verdict.sentence()).endsWith("each of 2 objectives kept");
        assertThat(verdict.findings()).last().satisfies(found -> {
            assertThat(found.checker()).isEqualTo("objectives");
            assertThat(found.verdict()).isEqualTo("valid");
        });
    }

    @Test
    void an_objective_that_is_broken_makes_a_run_invalid_with_the_numbers() throws IOException {
        VerdictRecord verdict = judgeWith("first-success<1s", "first-success<1ms");
        assertThat(verdict.verdict()).isEqualTo("invalid");
        assertThat(verdict.sentence()).isEqualTo("objective first-success<1ms broken: F1 (cut n3 | n1 n2) took 160 ms");
        assertThat(verdict.violations()).isEmpty();
        assertThat(Files.readString(folder.results()))
                .startsWith("{:valid? false")
                .contains(":objectives");
        MetricsRecord metrics = Json.read(folder.metrics(), MetricsRecord.class);
        assertThat(metrics.objectives())
                .extracting(MetricsRecord.Outcome::verdict)
                .containsExactly("valid", "invalid");
        assertThat(metrics.recovery())
                .singleElement()
                .satisfies(fault -> assertThat(fault.firstSuccess()).isEqualTo(Recorded.nanos(160)));
    }

    @Test
    void an_objective_that_cannot_be_measured_makes_a_run_unknown_with_the_cause() throws IOException {
        VerdictRecord verdict = judgeWith("first-success<1s", "failover<1s");
        assertThat(verdict.verdict()).isEqualTo("unknown");
        assertThat(verdict.sentence()).isEqualTo("objective failover<1s cannot be judged: nobody watched who led");
    }

    @Test
    void what_is_wrong_with_the_data_is_said_before_what_is_slow() throws IOException {
        store(stale(), faults(proved()));
        Json.write(folder.test(), Recorded.test("partition").withObjectives(List.of("first-success<1ms")));
        VerdictRecord verdict = judge();
        assertThat(verdict.sentence()).contains("is not linearizable");
        assertThat(verdict.story()).contains("objective first-success<1ms broken: F1 (cut n3 | n1 n2) took 160 ms");
    }

    @Test
    void on_the_sides_of_a_cut_that_was_answered_wrongly_the_right_one_is_still_linearizable() throws IOException {
        store(stale(), faults(proved()));
        judge();
        assertThat(Json.read(folder.metrics(), MetricsRecord.class)
                        .recovery()
                        .get(0)
                        .sides())
                .extracting(FaultFigures.Side::nodes, FaultFigures.Side::model)
                .containsExactly(tuple(List.of("n3"), "not linearizable"), tuple(List.of("n1", "n2"), "linearizable"));
    }

    @Test
    void a_run_that_proves_nothing_is_unknown_and_says_why() throws IOException {
        store(healthy(), new FaultsRecord(List.of(), Recorded.RECOVERY, List.of()));
        VerdictRecord verdict = judge();
        assertThat(verdict.verdict()).isEqualTo("unknown");
        assertThat(verdict.sentence()).isEqualTo("no fault was injected, though these were asked for: partition");
        assertThat(Files.readString(folder.results())).startsWith("{:valid? :unknown");
    }

    @Test
    void an_empty_history_is_unknown() throws IOException {
        store(new Recorded(), faults());
        assertThat(judge().verdict()).isEqualTo("unknown");
        assertThat(judge().sentence()).contains("0 of 0 read operations succeeded");
    }

    @Test
    void a_run_in_which_a_kind_of_operation_never_succeeded_is_unknown() throws IOException {
        store(healthy().failed(0, 2200, 2210, "cas", List.of("a", List.of(7L, 8L))), faults(proved()));
        assertThat(judge().verdict()).isEqualTo("unknown");
        assertThat(judge().sentence()).isEqualTo("0 of 1 cas operations succeeded");
    }

    @Test
    void a_run_cut_off_in_mid_line_is_judged_up_to_there() throws IOException {
        store(stale(), new FaultsRecord(List.of(proved()), null, List.of()));
        Files.writeString(folder.history(), "{:index 12, :type :ok, :proc", StandardOpenOption.APPEND);
        VerdictRecord verdict = judge();
        assertThat(verdict.verdict()).isEqualTo("invalid");
        assertThat(verdict.operations().get("read").ok()).isEqualTo(4);
    }

    @Test
    void a_run_that_never_reached_its_recovery_is_unknown() throws IOException {
        store(healthy(), new FaultsRecord(List.of(proved()), null, List.of()));
        assertThat(judge().verdict()).isEqualTo("unknown");
        assertThat(judge().sentence()).isEqualTo("the run ended before the cluster's recovery was awaited");
    }

    @Test
    void a_run_without_faults_json_is_unknown() throws IOException {
        store(healthy(), faults());
        Files.delete(folder.faults());
        assertThat(judge().verdict()).isEqualTo("unknown");
    }

    @Test
    void a_damaged_file_is_told_in_one_line_that_names_it() throws IOException {
        store(healthy(), faults(proved()));
        Files.writeString(folder.faults(), "{\"faults\": [");
        assertThatThrownBy(this::judge)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("faults.json")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void a_history_damaged_in_the_middle_is_told_in_one_line_that_names_it() throws IOException {
        store(healthy(), faults(proved()));
        List<String> lines = new java.util.ArrayList<>(Files.readAllLines(folder.history()));
        lines.set(2, "{:index 2, :type :sideways, :process 0, :f :read}");
        Files.write(folder.history(), lines);
        assertThatThrownBy(this::judge)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("history.edn")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void judging_leaves_everything_beside_the_run_and_can_be_done_again() throws IOException {
        store(stale(), faults(proved()));
        VerdictRecord first = judge();
        assertThat(Json.read(folder.verdict(), VerdictRecord.class).sentence()).isEqualTo(first.sentence());
        assertThat(folder.metrics()).exists();
        assertThat(folder.report()).exists();
        assertThat(folder.replay()).content().contains("exec ./faultline run --seed 42");
        assertThat(judge().sentence()).isEqualTo(first.sentence());
    }
}
