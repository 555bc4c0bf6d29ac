package dev.faultline.nightly;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tests to be run, one a line: the options of {@code faultline run}, {@code --expect} among them. Empty lines and what begins with
 * {@code #} say nothing.
 */
public final class Matrix {
    private Matrix() {}

    /**
     * A line that says something.
     *
     * @param number from 1
     */
    public record Line(int number, String text) {

        /** The options, as a shell would take them apart; nothing is quoted. */
        public List<String> words() {
            return Stream.of(text.split("\\s+")).toList();
        }
    }

    /** The one that comes with Faultline. */
    public static List<Line> standard() {
        try (InputStream in = Matrix.class.getResourceAsStream("matrix.txt")) {
            if (in == null) {
                throw new IllegalStateException("matrix.txt is missing");
            }
            return lines(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One of a user's own.
     *
     * @throws IllegalArgumentException when it cannot be read, or says nothing
     */
    public static List<Line> read(Path file) {
        try {
            List<Line> lines = lines(Files.readString(file));
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("--matrix: " + file + " names no test");
            }
            return lines;
        } catch (IOException e) {
            throw new IllegalArgumentException("--matrix: cannot read " + file, e);
        }
    }

    /** Those of a text that say something. */
    public static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                lines.add(new Line(number, line.strip()));
            }
        }
        return lines;
    }
}
