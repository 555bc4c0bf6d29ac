package dev.faultline.checkers.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads Jepsen's format event by event: maps one after another, or inside one vector or list. */
final class HistoryReader {
    private final EdnParser parser;
    private final EdnSource source;
    private final HistoryBuilder builder = new HistoryBuilder();
    private long line;
    private long column;
    private boolean insideEvent;

    private HistoryReader(InputStream in, String file) {
        this.parser = new EdnParser(in, file);
        this.source = parser.source();
    }

    static History read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        }
    }

    static History read(InputStream in, String file) throws IOException {
        HistoryReader reader = new HistoryReader(in, file);
        reader.readAll();
        return reader.builder.build();
    }

    static Recovered recover(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return recover(in, file.toString());
        }
    }

    static Recovered recover(InputStream in, String file) throws IOException {
        HistoryReader reader = new HistoryReader(in, file);
        try {
            reader.readAll();
        } catch (HistoryFormatException e) {
            if (!reader.wasCutOff()) {
                throw e;
            }
            String dropped = "line " + reader.line + ": the last event is incomplete and was dropped";
            return new Recovered(reader.builder.build(), Optional.of(dropped));
        }
        return new Recovered(reader.builder.build(), Optional.empty());
    }

    /**
     * Whether the input ended inside an event, be it in the middle of a word, on the line on which the event began. A killed
     * writer tears its last line and no other: an event that swallows the lines after it is damage, not a tear.
     */
    private boolean wasCutOff() throws IOException {
        return insideEvent && source.peek() == EdnSource.END && source.line() == line;
    }

    private void readAll() throws IOException {
        for (int c = parser.skipBlank(); c != EdnSource.END; c = parser.skipBlank()) {
            switch (c) {
                case '[' -> readUntil(']');
                case '(' -> readUntil(')');
                default -> readEvent();
            }
        }
    }

    private void readUntil(char close) throws IOException {
        source.next();
        int c = parser.skipBlank();
        while (c != close) {
            readEvent();
            c = parser.skipBlank();
        }
        source.next();
    }

    private void readEvent() throws IOException {
        line = source.line();
        column = source.column();
        insideEvent = true;
        Object value = parser.value();
        insideEvent = false;
        try {
            builder.append(EventCodec.fromMap(eventMap(value)));
        } catch (IllegalArgumentException e) {
            throw new HistoryFormatException(source.file(), line, column, String.valueOf(e.getMessage()));
        }
    }

    /** The map itself, or the one inside a record tag such as {@code #jepsen.history.Op{...}}. */
    private static Map<?, ?> eventMap(@Nullable Object value) {
        Object inner = value instanceof Tagged tagged ? tagged.value() : value;
        if (inner instanceof Map<?, ?> map) {
            return map;
        }
        String shown = Edn.print(value);
        String start = shown.length() > 40 ? shown.substring(0, 40) + "..." : shown;
        throw new IllegalArgumentException("expected an event {:type ..., :process ...}, not " + start);
    }
}
