package dev.faultline.sweep;

import dev.faultline.harness.store.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where runs lie that nobody may ever look at: {@code .runs-<pid>} among the results, removed at the end. What a process left that was
 * killed is removed by the next.
 */
final class Scratch implements AutoCloseable {
    private static final String PREFIX = ".runs-";

    private final Path results;
    private final Path folder;

    Scratch(Path results) {
        this.results = results;
        this.folder = results.resolve(PREFIX + ProcessHandle.current().pid());
        try {
            for (Path left : abandoned(results)) {
                remove(left);
            }
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> abandoned(Path results) throws IOException {
        try (Stream<Path> all = Files.list(results)) {
            return all.filter(path -> {
                        String name = path.getFileName().toString();
                        return name.matches("\\.runs-[0-9]{1,9}")
                                && ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length())))
                                        .isEmpty();
                    })
                    .toList();
        }
    }

    RunFolder folder(String name) {
        Path path = folder.resolve(name);
        try {
            remove(path);
            return new RunFolder(Files.createDirectories(path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + path + ": " + e.getMessage(), e);
        }
    }

    /** Gives a run a folder among the results, with all that it left here. */
    synchronized RunFolder keep(RunFolder run, String test, Instant now) {
        RunFolder kept = RunFolder.create(results, test, now);
        try (Stream<Path> files = Files.list(run.path())) {
            for (Path file : files.toList()) {
                Files.move(file, kept.path().resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep " + run.path() + ": " + e.getMessage(), e);
        }
        kept.finished();
        return kept;
    }

    void drop(RunFolder run) {
        try {
            remove(run.path());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + run.path() + ": " + e.getMessage(), e);
        }
    }

    private static void remove(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    @Override
    public void close() {
        try {
            remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder + ": " + e.getMessage(), e);
        }
    }
}
