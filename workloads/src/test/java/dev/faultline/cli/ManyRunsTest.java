package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many seeds of which some are not as they should be, and what is printed of them. */
class ManyRunsTest {
    private static final int SEEDS = 4;

    @TempDir
    Path results;

    private Terminal.Ended run(String reads, String... more) {
        return Terminal.run(words(reads, more).toArray(String[]::new));
    }

    private List<String> words(String reads, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "run",
                "--system=single-leader",
                "--faults=partition",
                "--time-limit=15",
                "--rate=100",
                "--seed=1",
                "--option=reads=" + reads,
                "--results=" + results));
        words.addAll(Arrays.asList(more));
        return words;
    }

    private static List<String> rows(Terminal.Ended ended, String verdict) {
        return ended.out().stream()
                .filter(line -> line.startsWith("  " + verdict + " "))
                .toList();
    }

    private List<Path> kept(String file) throws IOException {
        try (Stream<Path> files = Files.find(results, 3, (path, a) -> path.endsWith(file))) {
            return files.map(Path::getParent)
                    .filter(run -> !Files.isSymbolicLink(run))
                    .toList();
        }
    }

    @Test
    void failing_seeds_are_in_a_table_each_with_its_report_and_the_command_of_the_first() throws IOException {
        Terminal.Ended ended = run("local", "--test-count=" + SEEDS);
        assertThat(ended.code()).isEqualTo(ExitCode.INVALID);
        List<String> rows = rows(ended, "invalid");
        assertThat(rows).isNotEmpty().isSorted().allMatch(row -> row.contains("not linearizable"));
        assertThat(ended.out())
                .filteredOn(line -> line.startsWith("           report: "))
                .hasSameSizeAs(rows);
        assertThat(kept("report.html")).hasSameSizeAs(rows);
        assertThat(kept("replay.json")).hasSameSizeAs(rows);
        assertThat(kept("story.json")).as("told of one").hasSize(1);
        String first = rows.get(0).replaceFirst(".* seed ([0-9]+) .*", "$1");
        assertThat(ended.out())
                .contains("again:  ./faultline run --system single-leader --workload register --rate 100"
                        + " --time-limit 15s --faults partition --option reads=local --seed " + first)
                .last()
                .isEqualTo(rows.size() + " of " + SEEDS + " not valid");
    }

    @Test
    void seeds_that_are_all_as_they_should_be_are_counted_and_leave_no_runs() throws IOException {
        Terminal.Ended ended = run("index", "--test-count=" + SEEDS);
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).anyMatch(line -> line.contains(SEEDS + " seeds: " + SEEDS + " valid"));
        assertThat(ended.out()).last().isEqualTo("all " + SEEDS + " valid");
        assertThat(kept("report.html")).isEmpty();
    }

    @Test
    void what_is_expected_is_no_failure_and_what_is_not_is_one() {
        Terminal.Ended ended = run("index", "--test-count=2", "--expect=invalid");
        assertThat(ended.code()).isEqualTo(ExitCode.INVALID);
        assertThat(rows(ended, "valid")).hasSize(2);
        assertThat(ended.out()).last().isEqualTo("2 of 2 not invalid");
        assertThat(run("index", "--test-count=2", "--expect=valid").code()).isZero();
    }

    @Test
    void no_run_begins_after_the_first_failure_where_that_is_asked_for() {
        Terminal.Ended ended = run("index", "--test-count=50", "--expect=invalid", "--stop-at-first");
        assertThat(ended.code()).isEqualTo(ExitCode.INVALID);
        assertThat(rows(ended, "valid"))
                .hasSizeBetween(1, Runtime.getRuntime().availableProcessors())
                .first()
                .asString()
                .contains(" seed 1 ");
        assertThat(ended.out()).anyMatch(line -> line.matches("  ran +[0-9]+ of 50 seeds: [0-9]+ valid.*"));
    }

    @Test
    void an_interrupt_ends_them_in_good_order_with_what_came_until_then() throws Exception {
        Path said = results.resolveSibling(results.getFileName() + ".said");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(words("local", "--test-count=10000"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            while (kept("report.html").isEmpty()) {
                assertThat(process.waitFor(50, TimeUnit.MILLISECONDS))
                        .as("ended by itself")
                        .isFalse();
            }
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(Files.readAllLines(said))
                    .contains("  stopping   no new runs")
                    .anyMatch(line -> line.matches(".* of 10000 seeds: .* invalid.*"))
                    .anyMatch(line -> line.startsWith("  invalid  seed "));
            try (Stream<Path> left = Files.list(results)) {
                assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith(".runs-"));
            }
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(said);
        }
    }
}
