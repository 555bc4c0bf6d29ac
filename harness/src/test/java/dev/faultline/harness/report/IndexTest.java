package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.store.VerdictRecord.Counts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** One page of all runs of a results folder, made from their files. */
class IndexTest {
    private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");

    @TempDir
    Path results;

    private RunFolder stored(String name, String verdict, String sentence, @Nullable String expect) throws IOException {
        RunFolder folder = begun(name, expect);
        Json.write(
                folder.verdict(),
                new VerdictRecord(
                        verdict, sentence, List.of(), List.of(), List.of(), Map.of("read", new Counts(1234, 0, 0)), 5));
        return folder;
    }

    private RunFolder begun(String name, @Nullable String expect) throws IOException {
        RunFolder folder = new RunFolder(
                Files.createDirectories(results.resolve("etcd-register").resolve(name)));
        Json.write(folder.test(), SyntheticRun.test("linearizable", expect));
        Json.write(folder.faults(), new FaultsRecord(List.of(), null, List.of()));
        return folder;
    }

    private String page() throws IOException {
        return Files.readString(Index.write(results, NOW));
    }

    /** What a reader sees, unbreakable spaces being spaces. */
    private String text() throws Exception {
        return ParsedPage.of(page()).elements("body").get(0).getTextContent().replace('\u00a0', ' ');
    }

    private static List<String> rows(String html) throws Exception {
        return ParsedPage.of(html).elements("tr").stream()
                .map(Element::getTextContent)
                .toList();
    }

    @Test
    void the_failure_that_nobody_expected_stands_above_newer_runs() throws Exception {
        stored("2026-11-22T10.00.00", "invalid", "a value was lost", null);
        stored("2026-11-22T12.00.00", "invalid", "a stale read as expected", "invalid");
        stored("2026-11-22T14.00.00", "valid", "all went well", null);
        String text = String.join("\n", rows(page()));
        assertThat(text.indexOf("a value was lost"))
                .isPositive()
                .isLessThan(text.indexOf("all went well"))
                .isLessThan(text.indexOf("a stale read as expected"));
    }

    @Test
    void the_totals_tell_expected_failures_from_others() throws Exception {
        stored("2026-11-22T10.00.00", "invalid", "lost", null);
        stored("2026-11-22T11.00.00", "invalid", "stale", "invalid");
        stored("2026-11-22T12.00.00", "valid", "fine", null);
        stored("2026-11-22T13.00.00", "unknown", "unproved", null);
        assertThat(text()).contains("4 runs: 1 valid, 2 invalid of which 1 expected, 1 unknown");
    }

    @Test
    void runs_without_a_verdict_and_damaged_folders_are_rows_too() throws Exception {
        begun("2026-11-22T10.00.00", null);
        Path damaged = Files.createDirectories(results.resolve("etcd-register").resolve("2026-11-22T11.00.00"));
        Files.writeString(damaged.resolve("test.json"), "{ torn");
        stored("2026-11-22T12.00.00", "valid", "fine", null);
        String html = page();
        assertThat(html)
                .contains("2026-11-22T10.00.00")
                .contains("2026-11-22T11.00.00")
                .contains("fine");
    }

    @Test
    void hostile_text_stays_text_and_nothing_is_loaded_from_outside() throws Exception {
        stored("2026-11-22T10.00.00", "invalid", "key <script>alert(1)</script> is lost", null);
        String html = page();
        assertThat(html).doesNotContain("<script>alert").doesNotContain("http:", "https:");
        assertThat(html).contains("Content-Security-Policy");
        assertThat(String.join("\n", rows(html))).contains("<script>alert(1)</script>");
    }

    @Test
    void a_row_leads_to_the_report_of_its_run() throws Exception {
        Path report = stored("2026-11-22T10.00.00", "invalid", "lost", null).report();
        Files.writeString(report, "<html/>");
        assertThat(ParsedPage.of(page()).elements("a"))
                .extracting(a -> a.getAttribute("href"))
                .anyMatch(href -> href.startsWith("./etcd-register/2026-11-22T10.00.00/report.html"));
    }

    @Test
    void failures_are_told_apart_as_new_ongoing_and_resolved() throws Exception {
        stored("2026-11-22T10.00.00", "invalid", "lost", null);
        assertThat(text()).contains("Not expected: 1 (1 new)");
        stored("2026-11-22T11.00.00", "unknown", "not proved", null);
        assertThat(text()).contains("Not expected: 2 (2 ongoing)");
        stored("2026-11-22T12.00.00", "valid", "fine", null);
        assertThat(text()).contains("Not expected: 2 (2 resolved)");
    }

    @Test
    void the_worst_recovery_and_all_lost_writes_are_told_and_a_dash_where_nobody_measured() throws Exception {
        RunFolder measured = stored("2026-11-22T10.00.00", "valid", "measured", null);
        Files.writeString(measured.metrics(), """
                {"okLatencyMillis": {}, "recovery": [
                  {"recovery": {"nanos": 2500000000, "atLeast": 2500000000}, "loss": {"lost": 3, "of": 90, "exact": true}},
                  {"recovery": {"nanos": 400000000, "atLeast": 400000000}, "loss": {"lost": 1, "of": 90, "exact": true}}]}""");
        RunFolder unseen = stored("2026-11-22T11.00.00", "valid", "unseen", null);
        Files.writeString(unseen.metrics(), """
                {"okLatencyMillis": {}, "recovery": [
                  {"recovery": {"nanos": null, "atLeast": 9000000000}, "loss": {"lost": 2, "of": 90, "exact": false}}]}""");
        stored("2026-11-22T12.00.00", "valid", "without", null);
        assertThat(cells("measured")).containsSubsequence("2.50 s", "4");
        assertThat(cells("unseen")).containsSubsequence("over 9.00 s", "at least 2");
        assertThat(cells("without")).containsSubsequence("1,234", "–", "–");
    }

    private List<String> cells(String sentence) throws Exception {
        Element row = ParsedPage.of(page()).elements("tr").stream()
                .filter(tr -> tr.getTextContent().contains(sentence))
                .findFirst()
                .orElseThrow();
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.getElementsByTagName("td").getLength(); i++) {
            cells.add(row.getElementsByTagName("td").item(i).getTextContent().replace('\u00a0', ' '));
        }
        return cells;
    }

    @Test
    void a_run_that_is_judged_anew_is_drawn_anew_also_from_memory() throws Exception {
        RunMemory memory = new RunMemory();
        RunFolder folder = stored("2026-11-22T10.00.00", "unknown", "as judged first", null);
        Files.setLastModifiedTime(folder.path(), FileTime.from(NOW.minusSeconds(60)));
        assertThat(Index.served(results, NOW, memory).get("index.html")).contains("as judged first");
        Files.writeString(folder.test(), "{ torn, in place, which nobody does");
        Files.setLastModifiedTime(folder.path(), FileTime.from(NOW.minusSeconds(60)));
        assertThat(Index.served(results, NOW, memory).get("index.html"))
                .as("not read again")
                .contains("as judged first");
        Json.write(folder.test(), SyntheticRun.test("linearizable", null));
        stored("2026-11-22T10.00.00", "valid", "as judged again", null);
        assertThat(Index.served(results, NOW, memory).get("index.html")).contains("as judged again");
    }

    @Test
    void ten_thousand_runs_are_pages_below_two_megabytes_each_run_on_one() {
        List<IndexedRun> runs = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            runs.add(run(i));
        }
        Map<String, String> pages = Index.pages(runs, NOW, false);
        assertThat(pages).hasSizeGreaterThan(5);
        pages.forEach((name, html) ->
                assertThat(html.getBytes(StandardCharsets.UTF_8)).as(name).hasSizeLessThan(2_000_000));
        assertThat(pages.values().stream()
                        .mapToInt(html -> html.split("<tr class=\"r ", -1).length - 1)
                        .sum())
                .isEqualTo(10_000);
        assertThat(pages.get("index.html").replace('\u00a0', ' ')).contains("10,000 runs: 9,900 valid, 100 invalid");
    }

    private static IndexedRun run(int i) {
        return new IndexedRun(
                "etcd-register/run-" + i,
                NOW.minusSeconds(3600L * i),
                i % 100 == 7 ? RunState.INVALID : RunState.VALID,
                null,
                "5,657 operations on 12 keys were linearizable through a kill, a cut and a pause, all proved",
                "etcd",
                "register",
                Configuration.of(SyntheticRun.test("linearizable", null)),
                "3.4.23",
                (long) i,
                Map.of("partition", 3, "kill", 2, "slow", 1),
                0,
                new IndexedRun.Measured(5657L, 1_460_000_000L, true, 0L, true, 63.0, 61_000_000_000L),
                true);
    }

    @Test
    void no_runs_are_a_page_too() throws Exception {
        assertThat(text()).contains("Runs").contains("No run");
    }
}
