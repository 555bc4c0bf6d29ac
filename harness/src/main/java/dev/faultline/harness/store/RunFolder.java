package dev.faultline.harness.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The files of one run, by name.
 *
 * @param path {@code results/<system>-<workload>/<timestamp>}
 */
public record RunFolder(Path path) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH.mm.ss").withZone(ZoneOffset.UTC);

    /**
     * Makes the folder of a new run and points {@code current} at it, beside it and at the top.
     *
     * @param test {@code <system>-<workload>}
     */
    public static RunFolder create(Path results, String test, Instant now) {
        Path parent = results.resolve(test);
        String stamp = STAMP.format(now);
        try {
            Files.createDirectories(parent);
            Path path = parent.resolve(stamp);
            for (int i = 2; !made(path); i++) {
                path = parent.resolve(stamp + "-" + i);
            }
            RunFolder folder = new RunFolder(path);
            folder.pointAt("current");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a run folder in " + parent + ": " + e.getMessage(), e);
        }
    }

    /** False when another run, begun in the same second, has made it already. */
    private static boolean made(Path path) throws IOException {
        try {
            Files.createDirectory(path);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /**
     * The folder of all runs that this one lies in; empty when it lies elsewhere, as one that was copied does.
     *
     * @param test {@code <system>-<workload>}
     */
    public Optional<Path> keptIn(String test) {
        try {
            Path parent = path.toRealPath().getParent();
            if (parent == null || parent.getFileName() == null) {
                return Optional.empty();
            }
            boolean kept = parent.getFileName().toString().equals(test);
            return kept ? Optional.ofNullable(parent.getParent()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find " + path + ": " + e.getMessage(), e);
        }
    }

    /** Points {@code latest} at this run, once it is over. */
    public void finished() {
        pointAt("latest");
    }

    private void pointAt(String link) {
        Path test = path.toAbsolutePath().getParent();
        Path results = test == null ? null : test.getParent();
        if (test == null || results == null) {
            return;
        }
        try {
            replace(test.resolve(link), path.getFileName());
            replace(results.resolve(link), results.relativize(path.toAbsolutePath()));
        } catch (IOException | UnsupportedOperationException e) {
            throw new IllegalStateException("cannot point " + link + " at " + path + ": " + e.getMessage(), e);
        }
    }

    /** By renaming, so that a run beside this one never meets a link that is not there. */
    private static void replace(Path link, Path target) throws IOException {
        Path fresh = link.resolveSibling(
                link.getFileName() + "." + ProcessHandle.current().pid());
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, target);
        Files.move(
                fresh,
                link,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    public Path test() {
        return path.resolve("test.json");
    }

    public Path history() {
        return path.resolve("history.edn");
    }

    public Path faults() {
        return path.resolve("faults.json");
    }

    /** The faults as they were executed, to be executed again. */
    public Path schedule() {
        return path.resolve("schedule.json");
    }

    public Path verdict() {
        return path.resolve("verdict.json");
    }

    /** The verdict in the shape that Jepsen's users read. */
    public Path results() {
        return path.resolve("results.edn");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    public Path metrics() {
        return path.resolve("metrics.json");
    }

    /** What was measured on the nodes, a line for each sample. */
    public Path nodeMetrics() {
        return path.resolve("node-metrics.jsonl");
    }

    /** Which node was seen in which role since when, a line for each change. */
    public Path roles() {
        return path.resolve("roles.jsonl");
    }

    /** What nodes said of themselves, a line for each event. */
    public Path events() {
        return path.resolve("events.jsonl");
    }

    public Path replay() {
        return path.resolve("replay.sh");
    }

    /** What went on around the violation of a simulated run; written when it is replayed. */
    public Path story() {
        return path.resolve("story.json");
    }

    /** The harness's own log. */
    public Path log() {
        return path.resolve("faultline.log");
    }

    /** Where the logs of all nodes lie, a folder each. */
    public Path logs() {
        return path.resolve("node logs");
    }

    /** Logs collected from a node. */
    public Path logs(String node) {
        return logs().resolve(node);
    }
}
