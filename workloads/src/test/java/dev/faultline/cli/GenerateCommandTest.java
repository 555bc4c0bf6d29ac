package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
    @TempDir
    Path folder;

    @Test
    void a_generated_file_is_judged_as_it_was_ordered() throws IOException {
        String good = folder.resolve("good.edn").toString();
        String bad = folder.resolve("bad.edn").toString();
        Terminal.run("generate", "cas-register", "--operations", "500", "--crash-rate", "0.01", "--out", good);
        Terminal.run("generate", "cas-register", "--operations", "500", "--violation", "late", "--out", bad);
        assertThat(History.read(Path.of(good)).operations()).hasSize(500);
        assertThat(Terminal.run("check", good, "--model", "cas-register").code())
                .isZero();
        assertThat(Terminal.run("check", bad, "--model", "cas-register").code()).isEqualTo(ExitCode.INVALID);
    }

    @Test
    void without_a_file_the_events_go_to_the_standard_output_the_same_for_a_seed() throws IOException {
        Terminal.Ended ended = Terminal.run("generate", "set", "--operations", "40", "--seed", "7", "--keys", "2");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).hasSize(80).allMatch(line -> line.startsWith("{:index ") && line.contains(":value ["));
        assertThat(Terminal.run("generate", "set", "--operations", "40", "--seed", "7", "--keys", "2")
                        .out())
                .isEqualTo(ended.out());
    }

    @Test
    void an_existing_file_is_replaced() throws IOException {
        Path file = Files.writeString(folder.resolve("h.edn"), "x".repeat(1 << 20));
        Terminal.run("generate", "counter", "--operations", "20", "--out", file.toString());
        assertThat(History.read(file).operations()).hasSize(20);
    }
}
