package dev.faultline.replay;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.HistoryFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Reading and comparing {@code history.edn}. */
final class Histories {
    private Histories() {}

    /**
     * Where two histories part.
     *
     * @param line its number, from 1
     * @param recorded what the one says there; a sentence when it has ended
     * @param replayed what the other says there
     */
    record Fork(long line, String recorded, String replayed) {}

    /** @throws IllegalArgumentException when it is damaged, in one line */
    static History read(Path file) {
        try {
            return History.recover(file).history();
        } catch (HistoryFormatException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Whether they are the same, byte for byte. */
    static boolean same(Path one, Path other) {
        try {
            return Files.mismatch(one, other) < 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compare " + one + " with " + other + ": " + e.getMessage(), e);
        }
    }

    /** The first line that differs; empty when all lines are the same. */
    static Optional<Fork> fork(Path recorded, Path replayed) {
        try (BufferedReader one = Files.newBufferedReader(recorded);
                BufferedReader other = Files.newBufferedReader(replayed)) {
            for (long line = 1; ; line++) {
                String was = one.readLine();
                String is = other.readLine();
                if (was == null && is == null) {
                    return Optional.empty();
                }
                if (!Objects.equals(was, is)) {
                    return Optional.of(new Fork(line, orEnd(was), orEnd(is)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot compare " + recorded + " with " + replayed + ": " + e.getMessage(), e);
        }
    }

    private static String orEnd(@org.jspecify.annotations.Nullable String line) {
        return line == null ? "(the end)" : line;
    }
}
