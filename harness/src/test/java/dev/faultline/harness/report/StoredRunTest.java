package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.checkers.history.HistoryWriter;
import dev.faultline.harness.store.JsonLines;
import dev.faultline.harness.store.NodeSample;
import dev.faultline.harness.store.RoleChange;
import dev.faultline.harness.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the files of a run to its page, with nothing else. */
class StoredRunTest {
    @TempDir
    Path path;

    private RunFolder folder;

    @BeforeEach
    void a_stored_run() throws IOException {
        RunData run = SyntheticRun.invalid();
        folder = new RunFolder(path);
        ObjectMapper json = new ObjectMapper();
        json.writeValue(folder.test().toFile(), run.test());
        json.writeValue(folder.faults().toFile(), run.faults());
        json.writeValue(folder.verdict().toFile(), run.verdict());
        HistoryWriter.write(new SyntheticCluster(7, true, SyntheticRun.KEYS).run(30, 200), folder.history());
        Files.createDirectories(folder.logs("n5"));
        Files.writeString(
                folder.logs("n5").resolve("etcd.log"), "2026-11-22 15:30:19.623 I | raft: n5 lost leader n1\n");
        Files.writeString(folder.log(), "2026-11-22T15:30:19.525Z INFO F2 inject\n");
    }

    @Test
    void the_page_of_the_files_is_the_page_of_the_run() throws Exception {
        ParsedPage page = ParsedPage.of(Files.readString(Report.write(folder)));
        ParsedPage direct = ParsedPage.of(Report.render(SyntheticRun.invalid()));
        for (String part : List.of("lanes", "timeline", "faults", "recovery")) {
            assertThat(page.text(part)).isEqualTo(direct.text(part));
        }
        assertThat(page.text("logs"))
                .contains("n5 lost leader n1")
                .contains("INFO F2 inject")
                .contains("2 of 2 lines");
        assertThat(page.text("all")).contains("history.edn").contains("node logs/n5/etcd.log");
        try (var files = Files.list(path)) {
            assertThat(files).noneMatch(f -> f.toString().endsWith(".part"));
        }
    }

    @Test
    void what_was_measured_on_nodes_is_read_and_a_broken_line_of_it_costs_no_more_than_that() throws Exception {
        try (JsonLines samples = new JsonLines(folder.nodeMetrics());
                JsonLines roles = new JsonLines(folder.roles())) {
            samples.append(List.of(
                    new NodeSample(1_000_000_000L, "n1", Map.of("hostLoad", .5)),
                    new NodeSample(2_000_000_000L, "n1", Map.of("hostLoad", .75))));
            roles.append(List.of(new RoleChange(0, "n1", RoleChange.LEADER, 2L)));
        }
        ParsedPage page = ParsedPage.of(Files.readString(Report.write(folder)));
        assertThat(page.text("timeline")).contains("host loadmax 0.75").contains("leader, term 2");
        Files.writeString(folder.nodeMetrics(), "{\n{}\n");
        ParsedPage broken = ParsedPage.of(Files.readString(Report.write(folder)));
        assertThat(broken.text()).contains("node-metrics.jsonl could not be read: node-metrics.jsonl:1: ");
        assertThat(broken.text("timeline")).contains("leader, term 2").contains("resourcesnot measured");
    }

    @Test
    void a_torn_history_is_drawn_up_to_the_tear_and_says_so() throws Exception {
        String whole = Files.readString(folder.history());
        Files.writeString(folder.history(), whole.substring(0, whole.length() - 20));
        assertThat(ParsedPage.of(Files.readString(Report.write(folder))).text())
                .contains("the last event is incomplete and was dropped")
                .contains("5,656 operations");
    }

    @Test
    void what_is_missing_or_broken_is_named_and_the_rest_drawn() throws Exception {
        Files.delete(folder.faults());
        Files.writeString(folder.test(), "{\"seed\": ");
        ParsedPage page = ParsedPage.of(Files.readString(Report.write(folder)));
        assertThat(page.text())
                .contains("faults.json could not be read: it is not there")
                .contains("test.json could not be read")
                .contains("✕ INVALID");
        assertThat(page.text("timeline")).contains("latency");
    }

    @Test
    void a_run_that_was_never_judged_is_unknown() throws Exception {
        Files.delete(folder.verdict());
        assertThat(ParsedPage.of(Files.readString(Report.write(folder)))
                        .elements("title")
                        .get(0)
                        .getTextContent())
                .startsWith("UNKNOWN");
    }

    @Test
    void an_empty_folder_has_a_page() throws Exception {
        RunFolder empty = new RunFolder(Files.createDirectory(path.resolve("empty")));
        assertThat(ParsedPage.of(Files.readString(Report.write(empty))).text("why"))
                .contains("No operation was recorded.");
    }
}
