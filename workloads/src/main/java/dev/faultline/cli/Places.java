package dev.faultline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Folders as a user would name them. */
final class Places {
    private Places() {}

    /** Where runs are kept: a folder given, or {@code results} at the top of the project. */
    static Path results(@Nullable Path given) {
        return given != null ? given : fromHere(Path.of(System.getProperty("faultline.home", "."), "results"));
    }

    /**
     * The folder made, before anything is started whose results could then not be kept.
     *
     * @throws IllegalArgumentException when nothing can be written there
     */
    static Path writable(Path results) {
        try {
            if (!Files.isDirectory(results)) { // createDirectories takes a link to a folder for a file
                Files.createDirectories(results);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("--results: cannot make a folder " + results + ": " + e.getMessage(), e);
        }
        if (!Files.isWritable(results)) {
            throw new IllegalArgumentException("--results: nothing can be written to " + results);
        }
        return results;
    }

    /** Relative to the working directory when it lies below it. */
    static Path fromHere(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path there = path.toAbsolutePath().normalize();
        return there.startsWith(here) ? here.relativize(there) : there;
    }

    /**
     * A file as commands name it that are run from the top of the project. Links are followed: {@code latest} is another run tomorrow.
     */
    static String fromTop(Path file) {
        Path top = followed(Path.of(System.getProperty("faultline.home", ".")));
        Path there = followed(file);
        return (there.startsWith(top) ? top.relativize(there) : there).toString();
    }

    private static Path followed(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize(); // not there
        }
    }
}
