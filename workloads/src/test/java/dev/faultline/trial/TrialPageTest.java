package dev.faultline.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.Json;
import dev.faultline.trial.TrialRecord.BugTrial;
import dev.faultline.trial.TrialRecord.Control;
import dev.faultline.trial.TrialRecord.CorrectTrial;
import dev.faultline.trial.TrialRecord.Failure;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The trial as a page and as tables. */
class TrialPageTest {
    private static final String HOSTILE = "</style><script>alert(1)</script>|\u202e\u001b[31m\n\"'&";

    @Test
    void a_trial_that_went_well_says_so_in_one_line() throws Exception {
        TrialRecord trial = trial(true, "");
        assertThat(TrialFigures.headline(trial).replace('\u00a0', ' '))
                .isEqualTo("16 of 16 planted bugs found, 2,000 correct runs, no false alarm, no vacuous pass");
        assertThat(TrialFigures.verdict(trial)).isEqualTo("valid");
        assertThat(page(trial))
                .contains("✓ found", "12 of 12 valid")
                .doesNotContain("not found", "were not called valid");
    }

    @Test
    void a_bug_that_was_missed_and_a_false_alarm_are_told_with_their_commands() throws Exception {
        TrialRecord trial = trial(false, "");
        assertThat(TrialFigures.headline(trial).replace('\u00a0', ' '))
                .isEqualTo(
                        "15 of 16 planted bugs found, 2,000 correct runs, 1 false alarm, 2 vacuous passes, 1 unknown,"
                                + " 1 crash of the harness");
        assertThat(TrialFigures.verdict(trial)).isEqualTo("invalid");
        assertThat(page(trial))
                .contains("✕ not found", "✕ INVALID", "? UNKNOWN", "--seed 77", "were not called valid: 2");
        assertThat(TrialTable.lines(trial))
                .anyMatch(line -> line.contains("NOT FOUND"))
                .anyMatch(line -> line.startsWith("    ./faultline run") && line.endsWith("--seed 77"));
    }

    @Test
    void a_trial_of_nothing_did_not_pass() throws Exception {
        TrialRecord none = new TrialRecord("2026-11-23", "0.1", "1", 0, 2, List.of(), List.of());
        assertThat(TrialFigures.verdict(none)).isEqualTo("unknown");
        assertThat(TrialTable.lines(none)).containsExactly("no correct run.");
        assertThat(page(none)).contains("None was planted", "None was run");
    }

    @Test
    void the_tables_are_aligned_and_at_most_100_wide() {
        for (String hostile : List.of("", HOSTILE, "x".repeat(300))) {
            List<String> rows = TrialTable.lines(trial(false, hostile)).stream()
                    .filter(line -> line.startsWith("|"))
                    .toList();
            assertThat(rows).hasSize(2 + 16 + 2 + 8);
            assertThat(rows.subList(0, 18))
                    .allMatch(row -> row.length() == rows.get(0).length());
            assertThat(rows.subList(18, 28))
                    .allMatch(row -> row.length() == rows.get(18).length());
            assertThat(rows)
                    .allMatch(row -> row.length() <= TrialTable.WIDTH)
                    .noneMatch(row -> row.contains("\u001b") || row.contains("\n"));
            assertThat(rows.subList(0, 18))
                    .allMatch(row -> row.chars().filter(c -> c == '|').count() == 8);
        }
    }

    @Test
    void markup_stays_text_and_a_report_that_would_run_something_is_no_link() throws Exception {
        String html = TrialPage.draw(trial(false, HOSTILE));
        Document document = parsed(html);
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(html).doesNotContain("\u202e", "\u001b", "<script>", "javascript:");
        assertThat(document.getElementsByTagName("a").getLength()).isPositive();
    }

    @Test
    void it_is_read_back_as_it_was_written(@TempDir Path folder) {
        Path file = folder.resolve("trial.json");
        Json.write(file, trial(false, HOSTILE));
        assertThat(Json.read(file, TrialRecord.class)).isEqualTo(trial(false, HOSTILE));
    }

    private static String page(TrialRecord trial) throws Exception {
        return parsed(TrialPage.draw(trial))
                .getDocumentElement()
                .getTextContent()
                .replace('\u00a0', ' ');
    }

    private static Document parsed(String html) throws Exception {
        String markup = html.replaceAll("(?s)<style>.*?</style>", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(markup)));
    }

    private static TrialRecord trial(boolean well, String more) {
        List<BugTrial> bugs = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            boolean found = well || i != 5;
            bugs.add(new BugTrial(
                    List.of("ack-before-quorum", "lease-without-bound", "vote-forgotten", "torn-tail")
                                    .get(i % 4)
                            + more,
                    "a write is acknowledged before a majority has it" + more,
                    "register" + more,
                    "linearizable" + more,
                    "partition,kill" + more,
                    found,
                    found ? 12L + i : null,
                    found ? 12 : 200,
                    0.8 * i + 0.3,
                    found ? List.of("linearizable", "stats" + more) : List.of(),
                    found
                            ? "n3 answered a read of key 4 with 17, though 18 had been written before it began" + more
                            : null,
                    found
                            ? i == 3
                                    ? "javascript:alert(2)"
                                    : "single-leader-register/2026-11-23T04.00.0" + i % 10 + "/report.html"
                            : null,
                    "./faultline run --provider sim --system single-leader --workload register --faults partition,kill"
                            + " --option bug=x --seed " + (12 + i) + more,
                    new Control(12, 12, 0, 0)));
        }
        List<CorrectTrial> correct = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boolean bad = !well && i == 2;
            String command = "./faultline run --provider sim --system single-leader --workload queue --seed ";
            List<Failure> failures = bad
                    ? List.of(
                            new Failure(77, "invalid", "17 was taken twice" + more, command + 77, "q/report.html"),
                            new Failure(78, "unknown", "F2 has no proof" + more, command + 78, null))
                    : List.of();
            correct.add(new CorrectTrial(
                    List.of("register", "set", "counter", "queue", "lock", "tasks", "membership", "reads=lease")
                                    .get(i)
                            + more,
                    "register",
                    "partition,kill,pause,skew,bad-disk",
                    250,
                    bad ? 247 : 250,
                    bad ? 1 : 0,
                    bad ? 1 : 0,
                    bad ? 2 : 0,
                    bad ? 1 : 0,
                    1_250_000,
                    750,
                    42.5,
                    failures));
        }
        return new TrialRecord("2026-11-23T04:00:00Z", "0.1.0", "1", 512.25, 2, bugs, correct);
    }
}
