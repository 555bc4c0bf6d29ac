package dev.faultline.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.history.History;
import dev.faultline.harness.generator.Context;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Completion.Outcome;
import dev.faultline.harness.operation.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryRecorderTest {
    private static final List<String> NODES = List.of("n1", "n2", "n3");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("history.edn");
    }

    private static Invocation write(int thread, long process) {
        return new Invocation(1_000, thread, process, "write", List.of("a", 1L));
    }

    @Test
    void what_happens_is_on_disk_at_once() throws IOException {
        try (HistoryRecorder recorder = new HistoryRecorder(file(), NODES)) {
            recorder.invoked(write(4, 4));
            assertThat(Files.readAllLines(file())).hasSize(1);
            recorder.completed(write(4, 4), 2_000, Completion.ok(List.of("a", 1L)));
            assertThat(Files.readAllLines(file())).hasSize(2);
            assertThat(History.read(file()).operations()).singleElement().satisfies(operation -> {
                assertThat(operation.isOk()).isTrue();
                assertThat(operation.node()).isEqualTo("n2");
                assertThat(operation.invokedAt()).isEqualTo(1_000);
                assertThat(operation.completedAt()).isEqualTo(2_000);
            });
        }
    }

    @Test
    void a_renewed_process_stays_on_its_threads_node() throws IOException {
        try (HistoryRecorder recorder = new HistoryRecorder(file(), NODES)) {
            recorder.invoked(write(1, 9));
            recorder.completed(write(1, 9), 2_000, Completion.info(List.of("a", 1L), "no answer"));
        }
        assertThat(History.read(file()).operations()).singleElement().satisfies(operation -> {
            assertThat(operation.process()).hasToString("9");
            assertThat(operation.node()).isEqualTo("n2");
            assertThat(operation.error()).isEqualTo("no answer");
        });
    }

    @Test
    void faults_are_told_by_the_nemesis_and_are_no_operations() throws IOException {
        Invocation inject = new Invocation(5, Context.FAULTS, Context.FAULTS, "inject", 1);
        try (HistoryRecorder recorder = new HistoryRecorder(file(), NODES)) {
            recorder.invoked(inject);
            recorder.completed(inject, 9, Completion.ok("F1 cut n1 | n2 n3"));
            assertThat(recorder.count(Outcome.OK)).isZero();
        }
        assertThat(Files.readAllLines(file()))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains(":process :nemesis", ":type :info")
                        .doesNotContain(":node"));
        assertThat(History.read(file()).operations()).isEmpty();
    }

    @Test
    void outcomes_are_counted() {
        try (HistoryRecorder recorder = new HistoryRecorder(file(), NODES)) {
            recorder.invoked(write(0, 0));
            recorder.completed(write(0, 0), 2, Completion.ok(1L));
            recorder.invoked(write(0, 0));
            recorder.completed(write(0, 0), 4, Completion.fail(1L, "refused"));
            recorder.invoked(write(0, 0));
            recorder.completed(write(0, 0), 6, Completion.info(1L, "lost"));
            recorder.invoked(write(0, 3));
            recorder.completed(write(0, 3), 8, Completion.ok(1L));
            assertThat(recorder.count(Outcome.OK)).isEqualTo(2);
            assertThat(recorder.count(Outcome.FAIL)).isEqualTo(1);
            assertThat(recorder.count(Outcome.INFO)).isEqualTo(1);
        }
    }

    @Test
    void a_history_that_is_there_already_is_never_written_over() throws IOException {
        Files.writeString(file(), "{}\n");
        assertThatThrownBy(() -> new HistoryRecorder(file(), NODES))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("history.edn");
        assertThat(Files.readString(file())).isEqualTo("{}\n");
    }
}
