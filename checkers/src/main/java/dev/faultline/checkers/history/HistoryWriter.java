package dev.faultline.checkers.history;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends events to a file in Jepsen's format, one map a line. Each event reaches the operating system in one write, so
 * that a writer killed at any moment leaves whole lines and at most one torn one. Not thread-safe.
 */
public final class HistoryWriter implements Closeable {
    /** Characters written at once where nobody waits for a single event. */
    private static final int BLOCK = 1 << 16;

    private final OutputStream out;
    private final StringBuilder line = new StringBuilder(160);
    private long nextIndex;

    private HistoryWriter(OutputStream out) {
        this.out = out;
    }

    /** A writer at the beginning of a new file. An existing file is an error. */
    public static HistoryWriter create(Path file) throws IOException {
        return new HistoryWriter(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** As {@link #create}, but writing blocks of many lines: what was appended last is not in the file until it is closed. */
    public static HistoryWriter buffered(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new HistoryWriter(new BufferedOutputStream(out, BLOCK));
    }

    /** Writes a whole history to a new file. */
    public static void write(History history, Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (out) {
            StringBuilder text = new StringBuilder(BLOCK + 1024);
            for (int rank = 0; rank < history.size(); rank++) {
                history.print(rank, text);
                text.append('\n');
                if (text.length() >= BLOCK || rank == history.size() - 1) {
                    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                    text.setLength(0);
                }
            }
        }
    }

    /** Appends the event; one without index gets the next. Returns it as written. */
    public Event append(Event event) throws IOException {
        Event numbered = event.index() < 0 ? event.withIndex(nextIndex) : event;
        nextIndex = numbered.index() + 1;
        line.setLength(0);
        EventCodec.print(numbered, line);
        line.append('\n');
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        return numbered;
    }

    /** The event as one line of Jepsen's format, without the line's end. */
    public static String line(Event event) {
        StringBuilder text = new StringBuilder(160);
        EventCodec.print(event, text);
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
