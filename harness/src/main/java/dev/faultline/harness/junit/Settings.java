package dev.faultline.harness.junit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the build or a person says by system properties, and where the project lies. */
final class Settings {
    private Settings() {}

    /**
     * {@code faultline.seed}: the one seed to run with.
     *
     * @throws IllegalArgumentException when it is no number
     */
    static Optional<Long> seed() {
        return property("faultline.seed").map(text -> {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("faultline.seed: \"" + text + "\" is no seed (a whole number)", e);
            }
        });
    }

    /** {@code faultline.matrix}: the one combination to run. */
    static Optional<String> matrix() {
        return property("faultline.matrix");
    }

    /** {@code faultline.docker=required}: whether a test must not be skipped for want of an engine. */
    static boolean dockerRequired() {
        return property("faultline.docker").filter("required"::equals).isPresent();
    }

    /** {@code faultline.results}, or {@code results} at the top of the project. */
    static Path results() {
        return top().resolve(property("faultline.results").orElse("results"));
    }

    /** The folder of the Maven module whose tests run; the working directory without Maven. */
    static Path module() {
        return Path.of(property("basedir").orElse("")).toAbsolutePath().normalize();
    }

    /** The outermost project that this module is a part of: up, as long as there is a {@code pom.xml}. */
    static Path top() {
        Path top = module();
        for (@Nullable Path parent = top.getParent();
                parent != null && Files.exists(parent.resolve("pom.xml"));
                parent = parent.getParent()) {
            top = parent;
        }
        return top;
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }
}
