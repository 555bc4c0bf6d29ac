package dev.faultline.harness.serve;

import dev.faultline.harness.report.Index;
import dev.faultline.harness.report.RunMemory;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The pages of all runs, drawn anew when runs have come, gone or changed since. Kept in memory: what it reads may be read-only. */
final class ServedIndex {
    /** Also without a change: whether a run is in progress hangs on the time. */
    private static final Duration OLDEST = Duration.ofSeconds(30);

    private final Path results;
    private final Clock clock;
    private final RunMemory memory = new RunMemory();
    private Map<String, byte[]> pages = Map.of();
    private Map<Path, Long> drawnFrom = Map.of();
    private Instant drawnAt = Instant.EPOCH;

    ServedIndex(Path results, Clock clock) {
        this.results = results;
        this.clock = clock;
    }

    /** The page of this file name, as things stand now; empty when there is none. */
    synchronized Optional<byte[]> page(String name) throws IOException {
        Map<Path, Long> state = state();
        Instant now = clock.wall();
        if (!state.equals(drawnFrom) || Duration.between(drawnAt, now).compareTo(OLDEST) > 0) {
            Map<String, byte[]> drawn = new HashMap<>();
            Index.served(results, now, memory)
                    .forEach((file, html) -> drawn.put(file, html.getBytes(StandardCharsets.UTF_8)));
            pages = drawn;
            drawnFrom = state;
            drawnAt = now;
        }
        return Optional.ofNullable(pages.get(name));
    }

    /** Every file of a run is written by renaming it into the run's folder, which changes the folder's time; so do new folders. */
    private Map<Path, Long> state() throws IOException {
        Map<Path, Long> state = new HashMap<>();
        for (Path test : folders(results).keySet()) {
            state.put(test, modified(test));
            state.putAll(folders(test));
        }
        return state;
    }

    private static Map<Path, Long> folders(Path parent) throws IOException {
        Map<Path, Long> found = new HashMap<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(parent, path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
            for (Path path : all) {
                found.put(path, modified(path) + modified(new RunFolder(path).verdict()));
            }
        }
        return found;
    }

    private static long modified(Path path) {
        try {
            return Files.getLastModifiedTime(path).toMillis();
        } catch (IOException e) {
            return 0; // not there
        }
    }
}
