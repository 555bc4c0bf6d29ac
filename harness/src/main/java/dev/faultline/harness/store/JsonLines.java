package dev.faultline.harness.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A file of the run folder with one JSON object a line, written as the run goes on by any number of threads. */
public final class JsonLines implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;
    private final BufferedWriter out;

    /** Begins the file anew. */
    public JsonLines(Path file) {
        this.file = file;
        try {
            this.out = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Adds the lines and hands them to the operating system, so that a harness killed later leaves them. */
    public synchronized void append(List<?> lines) {
        try {
            for (Object line : lines) {
                out.write(MAPPER.writeValueAsString(line));
                out.write('\n');
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Hands over each line. The last one may be torn, by a harness that was killed, and is then left out.
     *
     * @throws IllegalArgumentException when another line is not what it should be, with its number
     */
    public static <T> void read(Path file, Class<T> type, Consumer<? super T> each) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            long number = 0;
            String line = in.readLine();
            while (line != null) {
                number++;
                String next = in.readLine();
                try {
                    T value = MAPPER.readValue(line, type);
                    if (value == null) {
                        throw new IllegalArgumentException("holds nothing");
                    }
                    each.accept(value);
                } catch (IOException | RuntimeException e) {
                    if (next != null) {
                        String why = String.valueOf(e.getMessage())
                                .lines()
                                .findFirst()
                                .orElse("");
                        throw new IllegalArgumentException(file.getFileName() + ":" + number + ": " + why, e);
                    }
                }
                line = next;
            }
        }
    }
}
