package dev.faultline.harness.run;

import static dev.faultline.harness.run.Recorded.faults;
import static dev.faultline.harness.run.Recorded.healthy;
import static dev.faultline.harness.run.Recorded.proved;
import static dev.faultline.harness.run.Recorded.stale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.Json;
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
