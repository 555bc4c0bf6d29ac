package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.time.Seed;
import dev.faultline.nightly.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class NightlyCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
        --system etcd                                ! 2: --expect is missing
        --system ectd --expect valid                 ! 2: --system: no system "ectd". Did you mean etcd?
        --system etcd --expect fine                  ! 2: --expect: no verdict "fine".
        --faults kill --time-limit 5 --expect valid  ! 2: --time-limit: one each of kill takes 8 s, not 5
        --system etcd --speed 4 --expect valid       ! 2: Unknown options: '--speed', '4'
        """)
    void a_wrong_line_of_a_matrix_is_told_with_its_number_before_anything_starts(String line, String complaint)
            throws IOException {
        Path matrix = Files.writeString(folder.resolve("my matrix.txt"), "# tests\n" + line + "\n");
        Terminal.Ended ended = Terminal.run("nightly", "--matrix", matrix.toString(), "--results", folder.toString());
        assertThat(ended.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
        assertThat(ended.err()).singleElement().asString().startsWith("--matrix: " + matrix + ":" + complaint);
    }

    @Test
    void a_matrix_that_names_no_test_is_refused() throws IOException {
        Path matrix = Files.writeString(folder.resolve("empty.txt"), "# nothing\n\n");
        assertThat(Terminal.run("nightly", "--matrix", matrix.toString()).err())
                .containsExactly("--matrix: " + matrix + " names no test");
        assertThat(Terminal.run("nightly", "--matrix", folder.resolve("none").toString())
                        .err())
                .singleElement()
                .asString()
                .startsWith("--matrix: cannot read ");
    }

    @Test
    void a_night_must_last_some_time() {
        assertThat(Terminal.run("nightly", "--budget", "0").code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    }

    /** Otherwise the night of everybody who brings none of their own would end before it began. */
    @Test
    void every_line_of_the_matrix_that_comes_along_is_a_test_with_an_expected_verdict() {
        assertThat(Matrix.standard()).hasSizeGreaterThan(3).allSatisfy(line -> {
            RunCommand command = new RunCommand();
            new CommandLine(command).parseArgs(line.words().toArray(String[]::new));
            assertThat(command.options.resolve(new Seed(1)).expect()).isNotNull();
        });
    }
}
