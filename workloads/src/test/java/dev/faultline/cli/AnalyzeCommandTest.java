package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Recovery;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeCommandTest {
    /** On key 0: a write, a read of it and a compare-and-set; then a read, of whatever is asked. */
    private static final String HISTORY = """
            {:index 0, :time 100, :type :invoke, :process 0, :f :write, :value ["0" 1], :node "n1"}
            {:index 1, :time 200, :type :ok, :process 0, :f :write, :value ["0" 1], :node "n1"}
            {:index 2, :time 300, :type :invoke, :process 1, :f :read, :value ["0" nil], :node "n2"}
            {:index 3, :time 400, :type :ok, :process 1, :f :read, :value ["0" 1], :node "n2"}
            {:index 4, :time 500, :type :invoke, :process 0, :f :cas, :value ["0" [1 2]], :node "n1"}
            {:index 5, :time 600, :type :ok, :process 0, :f :cas, :value ["0" [1 2]], :node "n1"}
            {:index 6, :time 700, :type :invoke, :process 1, :f :read, :value ["0" nil], :node "n2"}
            {:index 7, :time 800, :type :ok, :process 1, :f :read, :value ["0" 2], :node "n2"}
            """;

    @TempDir
    Path results;

    private RunFolder folder;

    @BeforeEach
    void storeRun() throws IOException {
        folder = RunFolder.create(results, "etcd-register", Instant.parse("2026-11-22T12:00:00Z"));
        Json.write(folder.test(), test("etcd", "register", Map.of("reads", "linearizable", "ops-per-key", "1500")));
        Json.write(
                folder.faults(),
                new FaultsRecord(List.of(), new Recovery(900, 1000L, "all answer", "seen"), List.of()));
        Files.writeString(folder.history(), HISTORY);
        for (String node : List.of("n1", "n2")) {
            Files.createDirectories(folder.logs(node));
            Files.writeString(folder.logs(node).resolve("etcd.log"), "{\"level\":\"info\",\"msg\":\"ready\"}\n");
        }
    }

    private static TestRecord test(String system, String workload, Map<String, String> options) {
        return new TestRecord(
                42,
                "0.1.0",
                system,
                "3.4.23",
                workload,
                "docker",
                List.of("n1", "n2"),
                4,
                200,
                60,
                List.of(),
                3,
                1,
                60,
                options,
                "2026-11-22T12:00:00Z",
                0,
                Map.of(),
                "./faultline run --seed 42",
                null);
    }

    private Terminal.Ended analyze() {
        return Terminal.run("analyze", folder.path().toString());
    }

    private void refused(String complaint) {
        Terminal.Ended ended = analyze();
        assertThat(ended.err()).singleElement().asString().contains(complaint);
        assertThat(ended.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    }

    @Test
    void a_run_is_judged_from_its_folder_alone() {
        Terminal.Ended ended = analyze();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).anyMatch(line -> line.startsWith("VALID  4 of 4 operations succeeded"));
        assertThat(ended.code()).isZero();
        assertThat(folder.report()).exists();
        assertThat(Json.read(folder.verdict(), VerdictRecord.class).verdict()).isEqualTo("valid");
    }

    @Test
    void a_run_without_the_log_of_a_node_is_unknown() throws IOException {
        Files.delete(folder.logs("n2").resolve("etcd.log"));
        Terminal.Ended ended = analyze();
        assertThat(ended.out()).contains("UNKNOWN  no log was collected from n2");
        assertThat(ended.code()).isEqualTo(ExitCode.UNKNOWN);
    }

    @Test
    void without_a_folder_it_is_the_run_that_was_begun_last() {
        Terminal.Ended ended = Terminal.run("analyze", "--results", results.toString());
        assertThat(ended.code()).isZero();
        assertThat(folder.verdict()).exists();
    }

    @Test
    void a_stale_read_is_invalid() throws IOException {
        Files.writeString(folder.history(), HISTORY.replace("[\"0\" 2]", "[\"0\" 1]"));
        Terminal.Ended ended = analyze();
        assertThat(ended.code()).isEqualTo(ExitCode.INVALID);
        assertThat(ended.out())
                .anyMatch(line -> line.startsWith("INVALID  key 0 is not linearizable: process 1 (n2) read 1"));
    }

    @Test
    void a_run_whose_harness_was_killed_is_unknown_or_worse_but_judged() throws IOException {
        Json.write(folder.faults(), new FaultsRecord(List.of(), null, List.of()));
        Files.writeString(folder.history(), HISTORY.substring(0, HISTORY.length() - 40));
        Terminal.Ended ended = analyze();
        assertThat(ended.code()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(ended.out()).anyMatch(line -> line.startsWith("UNKNOWN  the run ended before"));
    }

    @Test
    void a_folder_without_a_history_is_refused() throws IOException {
        Files.delete(folder.history());
        refused("holds no run to judge");
    }

    @Test
    void a_damaged_test_is_refused_by_name() throws IOException {
        Files.writeString(folder.test(), "{\"seed\": 42");
        refused("test.json");
    }

    @Test
    void a_test_that_says_nothing_is_refused_by_name() throws IOException {
        Files.writeString(folder.test(), "{}");
        refused("test.json");
    }

    @Test
    void a_damaged_fault_file_is_refused_by_name() throws IOException {
        Files.writeString(folder.faults(), "[1, 2");
        refused("faults.json");
    }

    @Test
    void a_damaged_history_is_refused_by_name_and_line() throws IOException {
        Files.writeString(
                folder.history(),
                HISTORY.replace(":type :ok, :process 0, :f :cas", ":type :sideways, :process 0, :f :cas"));
        refused("history.edn");
    }

    @Test
    void a_run_of_an_unknown_system_or_workload_is_refused() {
        Json.write(folder.test(), test("oracle", "register", Map.of()));
        refused("no system \"oracle\"");
        Json.write(folder.test(), test("etcd", "ledger", Map.of()));
        refused("no workload \"ledger\"");
    }

    @Test
    void a_run_with_an_option_that_is_no_more_is_refused() {
        Json.write(folder.test(), test("etcd", "register", Map.of("colour", "red")));
        refused("colour");
    }
}
