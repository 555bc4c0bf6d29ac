package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.FaultsRecord;
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

/** Reports drawn anew, verdicts untouched. */
class ReportCommandTest {
    @TempDir
    Path results;

    private RunFolder folder;

    @BeforeEach
    void a_judged_run_without_a_report() throws IOException {
        folder = RunFolder.create(results, "etcd-register", Instant.parse("2026-11-22T12:00:00Z"));
        Json.write(
                folder.test(),
                new TestRecord(
                        42,
                        "0.1.0",
                        "etcd",
                        "3.4.23",
                        "register",
                        "docker",
                        List.of("n1"),
                        4,
                        200,
                        60,
                        List.of(),
                        3,
                        1,
                        60,
                        Map.of(),
                        "2026-11-22T12:00:00Z",
                        0,
                        Map.of(),
                        "./faultline run --seed 42",
                        null));
        Json.write(folder.faults(), new FaultsRecord(List.of(), null, List.of()));
        Json.write(
                folder.verdict(),
                new VerdictRecord("unknown", "as judged before", List.of(), List.of(), List.of(), Map.of(), 5));
        Files.writeString(folder.history(), "");
    }

    private Terminal.Ended report() {
        return Terminal.run("report", folder.path().toString());
    }

    @Test
    void the_report_and_the_index_are_drawn_and_the_verdict_stays() throws IOException {
        byte[] verdict = Files.readAllBytes(folder.verdict());
        Terminal.Ended ended = report();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).as("an unknown run that is drawn is drawn").isZero();
        assertThat(ended.out()).containsExactly("report: " + folder.report().toRealPath());
        assertThat(folder.report()).content().contains("UNKNOWN");
        assertThat(results.resolve("index.html")).content().contains("as judged before");
        assertThat(folder.verdict()).hasBinaryContent(verdict);
        assertThat(folder.metrics()).as("made by judging").doesNotExist();
    }

    @Test
    void a_link_to_a_run_leads_to_it() {
        Terminal.Ended ended = Terminal.run("report", results.resolve("current").toString());
        assertThat(ended.code()).isZero();
        assertThat(folder.report()).exists();
    }

    @Test
    void nothing_is_drawn_if_one_folder_holds_no_run() {
        Terminal.Ended ended = Terminal.run("report", folder.path().toString(), results.toString());
        assertThat(ended.err()).singleElement().asString().contains("holds no run: test.json is not there");
        assertThat(ended.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
        assertThat(folder.report()).doesNotExist();
    }

    @Test
    void a_run_that_was_never_judged_is_sent_to_analyze() throws IOException {
        Files.delete(folder.verdict());
        Terminal.Ended ended = report();
        assertThat(ended.err()).singleElement().asString().contains("has no verdict: ./faultline analyze");
        assertThat(ended.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    }

    @Test
    void a_damaged_test_is_refused_by_name() throws IOException {
        Files.writeString(folder.test(), "{\"seed\": 42");
        assertThat(report().err()).singleElement().asString().contains("test.json");
        assertThat(folder.report()).doesNotExist();
    }
}
