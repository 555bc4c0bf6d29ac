package dev.faultline.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    private static final NodeSample ONE = new NodeSample(5, "n1", Map.of("hostLoad", 0.5));
    private static final NodeSample TWO = new NodeSample(6, "n2", Map.of());

    @TempDir
    Path path;

    private List<NodeSample> read(Path file) throws Exception {
        List<NodeSample> found = new ArrayList<>();
        JsonLines.read(file, NodeSample.class, found::add);
        return found;
    }

    @Test
    void what_is_written_is_read_again_a_line_each_also_before_the_file_is_closed() throws Exception {
        Path file = path.resolve("a.jsonl");
        try (JsonLines lines = new JsonLines(file)) {
            lines.append(List.of(ONE, TWO));
            assertThat(read(file)).containsExactly(ONE, TWO);
        }
        assertThat(Files.readAllLines(file)).hasSize(2).first().asString().startsWith("{\"at\":5,\"node\":\"n1\"");
    }

    @Test
    void a_term_that_nobody_knows_is_left_out() throws Exception {
        Path file = path.resolve("b.jsonl");
        try (JsonLines lines = new JsonLines(file)) {
            lines.append(List.of(new RoleChange(5, "n1", RoleChange.SILENT, null)));
        }
        assertThat(file).content().doesNotContain("term");
    }

    @Test
    void a_torn_last_line_is_left_out_and_a_torn_line_before_it_is_named() throws Exception {
        Path file = path.resolve("c.jsonl");
        try (JsonLines lines = new JsonLines(file)) {
            lines.append(List.of(ONE, TWO));
        }
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 4));
        assertThat(read(file)).containsExactly(ONE);
        Files.writeString(file, whole.replaceFirst("\"at\"", "at"));
        assertThatThrownBy(() -> read(file)).hasMessageStartingWith("c.jsonl:1: ");
    }
}
