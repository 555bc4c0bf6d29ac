package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Instant ORIGIN = Instant.parse("2026-11-22T15:30:11.500Z");

    @TempDir
    Path folder;

    private LogReader logs;

    @BeforeEach
    void the_moment_that_matters_is_at_ten_seconds() {
        logs = new LogReader(ORIGIN, List.of(10 * SECOND));
    }

    @Test
    void a_line_is_placed_by_the_time_it_names_however_that_is_written() throws IOException {
        read(
                "n1",
                "2026-11-22 15:30:21.400000 I | raft: one",
                "{\"level\":\"info\",\"ts\":\"2026-11-22T15:30:21.500Z\",\"msg\":\"two\"}",
                "2026-11-22T16:30:21,600+0100 three",
                "37:M 22 Nov 2026 15:30:21.700 * four",
                "no time at all",
                "2026-13-45 99:99:99 no time either");
        assertThat(logs.excerpt().total()).isEqualTo(6);
        assertThat(logs.excerpt().lines())
                .extracting(LogLine::at)
                .containsExactly(9_900_000_000L, 10 * SECOND, 10_100_000_000L, 10_200_000_000L);
        assertThat(logs.excerpt().lines().get(0).text()).isEqualTo("I | raft: one");
    }

    @Test
    void the_nearest_lines_are_kept_and_all_are_counted() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            String letters = Integer.toString(i, 36).replaceAll("[0-9]", "_") + "x".repeat(i % 50);
            lines.add(ORIGIN.plusMillis(9000 + i) + " word " + letters);
        }
        read("n1", lines.toArray(String[]::new));
        assertThat(logs.excerpt().total()).isEqualTo(2000);
        assertThat(logs.excerpt().lines()).hasSize(38).isSortedAccordingTo((a, b) -> Long.compare(a.at(), b.at()));
        assertThat(logs.excerpt().lines()).allMatch(l -> Math.abs(l.at() - 10 * SECOND) < SECOND / 10);
    }

    @Test
    void a_line_that_speaks_of_a_leader_may_be_farther_away() throws IOException {
        read("n1", ORIGIN.plusSeconds(15) + " n3 became leader", ORIGIN.plusSeconds(15) + " compacted");
        assertThat(logs.excerpt().lines()).extracting(LogLine::text).containsExactly("n3 became leader");
    }

    @Test
    void of_lines_that_differ_in_numbers_only_the_nearest_is_kept() throws IOException {
        read(
                "n1",
                ORIGIN.plusMillis(9100) + " dial failed 1",
                ORIGIN.plusMillis(9900) + " dial failed 2",
                ORIGIN.plusMillis(10_400) + " dial failed 3");
        assertThat(logs.excerpt().lines()).extracting(LogLine::text).containsExactly("dial failed 2");
    }

    @Test
    void a_time_without_a_date_is_of_the_day_that_is_nearest() throws IOException {
        read("faultline", "15:30:21.400 WARN  one");
        assertThat(logs.excerpt().lines()).containsExactly(new LogLine(9_900_000_000L, "faultline", "WARN  one"));
        logs = new LogReader(Instant.parse("2026-11-22T23:59:55Z"), List.of(10 * SECOND));
        read("faultline", "00:00:05.000 two");
        assertThat(logs.excerpt().lines()).containsExactly(new LogLine(10 * SECOND, "faultline", "two"));
    }

    @Test
    void what_was_logged_before_the_run_is_counted_only() throws IOException {
        logs = new LogReader(ORIGIN, List.of(0L));
        read("n1", ORIGIN.minusMillis(1) + " elected leader", ORIGIN + " begins");
        assertThat(logs.excerpt()).isEqualTo(new RunData.Excerpt(List.of(new LogLine(0, "n1", "begins")), 2));
    }

    @Test
    void bytes_that_are_no_text_do_no_harm() throws IOException {
        byte[] line = (ORIGIN.plusSeconds(10) + " a\n").getBytes(StandardCharsets.UTF_8);
        line[line.length - 2] = (byte) 0xff;
        Files.write(folder.resolve("log"), line);
        logs.read(folder.resolve("log"), "n1");
        assertThat(logs.excerpt().lines()).extracting(LogLine::text).containsExactly("\ufffd");
    }

    private void read(String source, String... lines) throws IOException {
        Files.write(folder.resolve("log"), List.of(lines));
        logs.read(folder.resolve("log"), source);
    }
}
