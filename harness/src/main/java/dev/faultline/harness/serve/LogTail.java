package dev.faultline.harness.serve;

import dev.faultline.harness.report.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The last lines of a log, read from its end and only when it has grown. */
final class LogTail {
    private static final int MOST_BYTES = 1 << 14;
    private static final int MOST_LINES = 14;
    private static final int LINE_CHARS = 400;

    private final Path file;
    private long size = -1;
    private List<String> lines = List.of();

    LogTail(Path file) {
        this.file = file;
    }

    /** What steers a terminal or the direction of reading is shown by its code. */
    List<String> lines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() != size) {
                size = channel.size();
                lines = last(channel, size);
            }
        }
        return lines;
    }

    private static List<String> last(FileChannel channel, long size) throws IOException {
        long from = Math.max(0, size - MOST_BYTES);
        ByteBuffer bytes = ByteBuffer.allocate((int) (size - from));
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, from + bytes.position());
        }
        List<String> all = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int first = from > 0 && all.size() > 1 ? 1 : 0; // the line in which reading began
        return all.subList(Math.max(first, all.size() - MOST_LINES), all.size()).stream()
                .map(line -> Shown.cut(line, LINE_CHARS))
                .toList();
    }
}
