package dev.faultline.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.HistoryWriter;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.harness.report.StoredRuns;
import dev.faultline.harness.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in progress, told from the files that it has written so far. */
class LiveRunTest {
    @TempDir
    Path results;

    private Instant now;
    private RunFolder folder;
    private LiveRun run;

    @BeforeEach
    void a_run_has_begun() throws IOException {
        now = Instant.now();
        folder = StoredRuns.begun(results, "2026-11-22T15.30.11", now.minusSeconds(12));
        run = new LiveRun(folder.path());
    }

    private void append(String text) throws IOException {
        Files.writeString(folder.history(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String line(EventType type, ProcessId process, String function, Object value, double second) {
        return HistoryWriter.line(Event.of(type, process, function, value)
                        .at((long) (second * 1e9))
                        .withIndex(7)) + "\n";
    }

    private static String ended(EventType type, Object value, double second) {
        return line(type, ProcessId.client(3), "write", value, second);
    }

    @Test
    void outcomes_are_counted_as_the_history_grows_each_once() throws Exception {
        append(ended(EventType.INVOKE, 1, 0.1) + ended(EventType.OK, 1, 0.2) + ended(EventType.FAIL, 1, 0.3));
        assertThat(run.standing(now))
                .extracting(Standing::ok, Standing::fail, Standing::info)
                .containsExactly(1L, 1L, 0L);
        append(ended(EventType.INFO, 1, 1.5) + ended(EventType.OK, 2, 3.5));
        Standing standing = run.standing(now);
        assertThat(standing)
                .extracting(Standing::ok, Standing::fail, Standing::info)
                .containsExactly(2L, 1L, 1L);
        assertThat(standing.rates().ok()).startsWith(1, 0, 0, 1, 0);
        assertThat(standing.rates().fail()).startsWith(1, 0, 0);
        assertThat(standing.rates().info()).startsWith(0, 1, 0);
    }

    @Test
    void a_line_that_is_not_whole_counts_once_it_is() throws Exception {
        String line = ended(EventType.OK, 1, 0.2);
        append(line.substring(0, 25));
        assertThat(run.standing(now).ok()).isZero();
        append(line.substring(25));
        assertThat(run.standing(now).ok()).isEqualTo(1);
    }

    @Test
    void faults_are_no_operations_and_a_value_cannot_pose_as_one() throws Exception {
        append(line(EventType.INFO, ProcessId.NEMESIS, "inject", "F1 cut", 0.2)
                + ended(EventType.INVOKE, "\\\", :type :ok, :process 1, :time 5", 0.3)
                + ended(EventType.OK, "\", :time 77000000000", 0.4)
                + "no event at all\n{:index\n");
        Standing standing = run.standing(now);
        assertThat(standing)
                .extracting(Standing::ok, Standing::fail, Standing::info)
                .containsExactly(1L, 0L, 0L);
        assertThat(standing.rates().ok()[0]).isEqualTo(1);
    }

    @Test
    void the_counts_of_a_whole_run_are_its_historys() throws Exception {
        History history = StoredRuns.invalidHistory();
        HistoryWriter.write(history, folder.history());
        Standing standing = run.standing(now);
        assertThat(standing.ok() + standing.fail() + standing.info())
                .isEqualTo(history.events().stream()
                        .filter(event -> event.type() != EventType.INVOKE
                                && event.process().isClient())
                        .count());
        assertThat(standing.read()).isEqualTo(1);
    }

    @Test
    void the_rate_is_that_of_the_last_seconds() throws Exception {
        for (int second = 0; second < 12; second++) {
            for (int i = 0; i < 4; i++) {
                append(ended(EventType.OK, i, second + 0.1 * i));
            }
        }
        assertThat(run.standing(now).rate()).isEqualTo(4);
        assertThat(run.standing(now.plusSeconds(9)).rate())
                .as("of a cluster that stands still")
                .isZero();
    }

    @Test
    void time_faults_and_log_lines_are_told() throws Exception {
        append(ended(EventType.OK, 1, 0.2));
        StoredRuns.faults(folder);
        Files.writeString(folder.log(), "one\n\u001b[31mtwo\u202e\n");
        Standing standing = run.standing(now);
        assertThat(standing.state()).isEqualTo("running");
        assertThat(standing.elapsed()).isBetween(11.9, 12.1);
        assertThat(standing.of()).isEqualTo(30);
        assertThat(standing.test()).contains("etcd 3.4.23").contains("register").contains("seed 1");
        assertThat(standing.faults()).extracting(Standing.Fault::name).containsExactly("F1", "F2");
        assertThat(standing.faults()).extracting(Standing.Fault::state).containsOnly("past");
        assertThat(standing.log()).containsExactly("one", "\\u001b[31mtwo\\u202e");
    }

    @Test
    void a_folder_that_nobody_writes_to_has_ended_and_one_with_a_verdict_is_judged() throws Exception {
        append(ended(EventType.OK, 1, 0.2));
        Standing later = run.standing(now.plus(LiveRun.STILL_WRITTEN).plusSeconds(5));
        assertThat(later.state()).isEqualTo("ended");
        assertThat(later.phase()).contains("analyze");
        StoredRuns.faults(folder);
        StoredRuns.judged(folder);
        assertThat(run.standing(now).state()).isEqualTo("judged");
        assertThat(run.standing(now).report()).isTrue();
    }

    @Test
    void a_run_whose_cluster_is_being_made_stands_before_its_beginning() throws Exception {
        Path early = Files.createDirectories(results.resolve("etcd-register/2026-11-22T15.40.00"));
        Standing standing = new LiveRun(early).standing(Instant.now());
        assertThat(standing.state()).isEqualTo("running");
        assertThat(standing.phase()).isEqualTo("the cluster is being made");
        assertThat(standing.elapsed()).isNull();
    }
}
