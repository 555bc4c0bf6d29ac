package dev.faultline.checkers.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a history event by event: maps one after another, or inside one vector or list, in EDN or JSON. Usual events are
 * read by {@link EventScanner}, all others as general values.
 */
final class HistoryReader {
    /** After so many bytes it is clear how long events are. */
    private static final int SAMPLE_BYTES = 1 << 20;

    private final ByteSource source;
    private final ValueParser parser;
    private final @Nullable EventScanner scanner;
    private final HistoryBuilder builder;
    private final long bytes;
    private boolean reserved;
    private long line;
    private boolean insideEvent;

    private HistoryReader(InputStream in, String file, long bytes, Set<String> ignored) throws IOException {
        this.source = new ByteSource(in, file, bytes);
        this.builder = new HistoryBuilder(ignored);
        this.bytes = bytes;
        source.skipByteOrderMark();
        if (JsonParser.isJson(source)) {
            this.parser = new JsonParser(source);
            this.scanner = null;
        } else {
            EdnParser edn = new EdnParser(source);
            this.parser = edn;
            this.scanner = new EventScanner(source, edn, builder);
        }
    }

    static History read(Path file, Set<String> ignored) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString(), Files.size(file), ignored);
        }
    }

    /** The history in a stream of some {@code bytes}; the number is not trusted. */
    static History read(InputStream in, String file, long bytes, Set<String> ignored) throws IOException {
        HistoryReader reader = new HistoryReader(in, file, bytes, ignored);
        reader.readAll();
        return reader.builder.finish();
    }

    static Recovered recover(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new HistoryReader(in, file.toString(), Files.size(file), Set.of()).recover();
        }
    }

    private Recovered recover() throws IOException {
        try {
            readAll();
        } catch (HistoryFormatException e) {
            if (!wasCutOff()) {
                throw e;
            }
            String dropped = "line " + line + ": the last event is incomplete and was dropped";
            return new Recovered(builder.finish(), Optional.of(dropped));
        }
        return new Recovered(builder.finish(), Optional.empty());
    }

    /**
     * Whether the input ended inside an event, be it in the middle of a word, on the line on which the event began. A killed
     * writer tears its last line and no other: an event that swallows the lines after it is damage, not a tear.
     */
    private boolean wasCutOff() throws IOException {
        return insideEvent && source.peek() == ByteSource.END && source.line() == line;
    }

    private void readAll() throws IOException {
        for (int c = parser.skipBlank(); c != ByteSource.END; c = parser.skipBlank()) {
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
        insideEvent = true;
        if (scanner == null || !scanned(scanner)) {
            readUnusualEvent();
        }
        insideEvent = false;
        if (!reserved && source.consumed() > SAMPLE_BYTES) {
            reserved = true;
            builder.reserve((int) Math.min(1L << 30, (long) (1.02 * builder.size() * bytes / source.consumed()) + 64));
        }
    }

    /** Whether the event was read the fast way; else nothing was. */
    private boolean scanned(EventScanner fast) throws IOException {
        try {
            while (true) {
                source.mark();
                EventScanner.Result result = fast.scan();
                if (result == EventScanner.Result.ADDED) {
                    source.releaseMark();
                    return true;
                }
                source.reset();
                parser.restart();
                if (result == EventScanner.Result.UNUSUAL || !source.fill()) {
                    return false;
                }
            }
        } catch (IllegalArgumentException e) {
            source.reset();
            throw new HistoryFormatException(source.file(), line, source.column(), String.valueOf(e.getMessage()));
        } finally {
            source.releaseMark();
        }
    }

    private void readUnusualEvent() throws IOException {
        long column = source.column();
        Object value = parser.value();
        insideEvent = false;
        try {
            builder.append(EventCodec.fromMap(parser.event(value)));
        } catch (IllegalArgumentException e) {
            throw new HistoryFormatException(source.file(), line, column, String.valueOf(e.getMessage()));
        }
    }
}
