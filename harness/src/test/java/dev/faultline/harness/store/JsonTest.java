package dev.faultline.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.store.FaultsRecord.Proof;
import dev.faultline.harness.store.FaultsRecord.Recovery;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.VerdictRecord.Counts;
import dev.faultline.harness.store.VerdictRecord.Found;
import dev.faultline.harness.store.VerdictRecord.Step;
import dev.faultline.harness.store.VerdictRecord.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final Window WINDOW = new Window(
            "F1",
            "partition",
            "one-way",
            "cut n3 -x> n1 \u00e9 \"<script>\"",
            List.of("n3"),
            List.of(List.of("n3", "n1")),
            List.of(List.of("n3"), List.of("n1")),
            List.of(),
            List.of("n1", "n2"),
            1,
            2L,
            3L,
            4_000_000_000_000L,
            2,
            new Proof(
                    true,
                    1,
                    3,
                    "datagrams",
                    "0 of 40",
                    Map.of("droppedPackets", 12, "datagrams", Map.of("n1->n2", List.of(1, 2)))),
            "heal attempt 1 failed");
    private static final Window UNFINISHED = new Window(
            "F2",
            "kill",
            "one",
            "kill n1",
            List.of("n1"),
            List.of(),
            List.of(),
            List.of("n1"),
            List.of(),
            9,
            null,
            null,
            null,
            0,
            null,
            null);

    @TempDir
    Path folder;

    static Stream<Object> records() {
        return Stream.of(
                new TestRecord(
                        -7,
                        "0.1",
                        "etcd",
                        "3.4.23",
                        "register",
                        "docker",
                        List.of("n1"),
                        2,
                        0.5,
                        60,
                        List.of("kill"),
                        3,
                        1,
                        60,
                        Map.of("reads", "serializable"),
                        "2026-11-22T12:00:00Z",
                        1L << 60,
                        Map.of("kernel", "6.1"),
                        "./faultline run",
                        null),
                new FaultsRecord(
                        List.of(WINDOW, UNFINISHED),
                        new Recovery(4, null, "every node answers", "no answer"),
                        List.of("one")),
                new FaultsRecord(List.of(), null, List.of()),
                new VerdictRecord(
                        "invalid",
                        "key 1 is not linearizable",
                        List.of("but"),
                        List.of(new Found("linearizable", "invalid", "so", Map.of("steps", 12))),
                        List.of(
                                new Violation(
                                        null, "so", 17, List.of(3L, 5L), List.of(new Step(3, "nil")), "it holds 2"),
                                new Violation(
                                        null,
                                        "gone",
                                        17,
                                        List.of(),
                                        List.of(),
                                        "",
                                        List.of(new VerdictRecord.Cited(16, "lost", true)))),
                        Map.of("read", new Counts(1, 2, 3)),
                        12));
    }

    @ParameterizedTest
    @MethodSource("records")
    void what_is_written_is_read_again(Object written) {
        Path file = folder.resolve("some.json");
        Json.write(file, written);
        assertThat((Object) Json.read(file, written.getClass())).isEqualTo(written);
    }

    @Test
    void a_newer_version_replaces_the_older_and_leaves_nothing_beside_it() throws IOException {
        Path file = folder.resolve("faults.json");
        Json.write(file, new FaultsRecord(List.of(WINDOW), null, List.of()));
        Json.write(file, new FaultsRecord(List.of(), null, List.of("two")));
        assertThat(Json.read(file, FaultsRecord.class).incidents()).containsExactly("two");
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"faults\": [{\"name\": \"F1\"",
                "[]",
                "null",
                "{}",
                "not json at all",
                "{\"faults\": [], \"recovery\": null, \"incidents\": 7}",
                "{\"faults\": [7], \"recovery\": null, \"incidents\": []}"
            })
    void a_damaged_file_is_told_in_one_line_that_names_it(String content) throws IOException {
        Path file = folder.resolve("faults.json");
        Files.writeString(file, content);
        assertThatThrownBy(() -> Json.read(file, FaultsRecord.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": ")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void a_file_that_is_not_there_is_told_in_one_line_that_names_it() {
        Path file = folder.resolve("test.json");
        assertThatThrownBy(() -> Json.read(file, TestRecord.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": no such file");
    }

    @Test
    void a_file_of_another_kind_is_no_test() throws IOException {
        Path file = folder.resolve("test.json");
        Files.writeString(file, "{\"seed\": 1}");
        assertThatThrownBy(() -> Json.read(file, TestRecord.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": ");
    }

    @Test
    void what_a_later_version_adds_is_passed_over() throws IOException {
        Path file = folder.resolve("faults.json");
        Files.writeString(file, "{\"faults\": [], \"recovery\": null, \"incidents\": [], \"weather\": \"fair\"}");
        assertThat(Json.read(file, FaultsRecord.class).faults()).isEmpty();
    }
}
