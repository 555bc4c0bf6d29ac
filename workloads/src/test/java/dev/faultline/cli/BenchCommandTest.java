package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    @TempDir
    Path folder;

    @Test
    void a_case_is_a_line_with_its_verdict_and_the_same_as_data() throws IOException {
        Path json = folder.resolve("figures.json");
        Terminal.Ended ended = Terminal.run(
                "bench",
                "checkers",
                "--grid",
                "--only",
                "register unique 1kx5 late",
                "--peer",
                "none",
                "--repeat",
                "1",
                "--json",
                json.toString());
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).hasSize(3);
        assertThat(ended.out().get(1)).startsWith("register unique 1kx5 late ").contains(" invalid ");
        assertThat(ended.out().get(2)).startsWith("register unique 1kx5 crash late ");
        JsonNode rows = new JsonMapper().readTree(json.toFile());
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("verdict").asText()).isEqualTo("invalid");
        assertThat(rows.get(0).get("medianMillis").isNumber()).isTrue();
    }

    @Test
    void the_grid_has_every_kind_of_register() {
        assertThat(BenchCase.grid()).extracting(BenchCase::name).doesNotHaveDuplicates();
        for (String clients : new String[] {"5", "10", "20"}) {
            for (String size : new String[] {"1k", "10k"}) {
                for (String values : new String[] {"small", "unique"}) {
                    String cell = "register " + values + " " + size + "x" + clients;
                    assertThat(BenchCase.grid())
                            .extracting(BenchCase::name)
                            .contains(cell + " ok", cell + " late", cell + " crash ok", cell + " crash late");
                }
            }
        }
    }
}
