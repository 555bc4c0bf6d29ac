package dev.faultline.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Folders as a user would name them. */
final class Places {
    private Places() {}

    /** Where runs are kept: a folder given, or {@code results} at the top of the project. */
    static Path results(@Nullable Path given) {
        return given != null ? given : fromHere(Path.of(System.getProperty("faultline.home", "."), "results"));
    }

    /** Relative to the working directory when it lies below it. */
    static Path fromHere(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path there = path.toAbsolutePath().normalize();
        return there.startsWith(here) ? here.relativize(there) : there;
    }
}
