package dev.faultline.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.999Z");

    @TempDir
    Path results;

    private RunFolder create(Instant now) {
        return RunFolder.create(results, "etcd-register", now);
    }

    @Test
    void is_named_for_the_test_and_the_second_it_began() {
        assertThat(create(NOON).path())
                .isEqualTo(results.resolve("etcd-register/2026-11-22T12.00.00"))
                .isEmptyDirectory();
    }

    @Test
    void two_of_the_same_second_are_two() {
        assertThat(List.of(create(NOON), create(NOON), create(NOON)))
                .extracting(folder -> folder.path().getFileName().toString())
                .containsExactly("2026-11-22T12.00.00", "2026-11-22T12.00.00-2", "2026-11-22T12.00.00-3");
    }

    @Test
    void current_is_the_run_that_began_last_and_latest_the_one_that_ended_last() throws IOException {
        RunFolder first = create(NOON);
        first.finished();
        RunFolder second = create(NOON.plusSeconds(1));
        for (Path place : List.of(results, results.resolve("etcd-register"))) {
            assertThat(place.resolve("current").toRealPath())
                    .isEqualTo(second.path().toRealPath());
            assertThat(place.resolve("latest").toRealPath())
                    .isEqualTo(first.path().toRealPath());
        }
        second.finished();
        assertThat(results.resolve("latest").toRealPath())
                .isEqualTo(second.path().toRealPath());
    }

    @Test
    void links_are_relative_so_that_results_can_be_moved() throws IOException {
        create(NOON);
        assertThat(Files.readSymbolicLink(results.resolve("current"))).isRelative();
        assertThat(Files.readSymbolicLink(results.resolve("etcd-register/current")))
                .isRelative();
    }

    @Test
    void nothing_else_is_left_beside_the_links() throws IOException {
        create(NOON).finished();
        try (Stream<Path> entries = Files.list(results)) {
            assertThat(entries.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("current", "latest", "etcd-register");
        }
    }

    @Test
    void results_that_cannot_be_written_are_told() throws IOException {
        Path file = Files.createFile(results.resolve("taken"));
        assertThatThrownBy(() -> RunFolder.create(file, "etcd-register", NOON))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot make a run folder in");
    }
}
