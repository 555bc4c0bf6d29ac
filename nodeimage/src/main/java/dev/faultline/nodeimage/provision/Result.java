package dev.faultline.nodeimage.provision;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a command ended.
 *
 * @param exit its exit code, or {@link #TIMED_OUT} or {@link #NOT_FOUND}, as shells number these
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Result(int exit, String out, String err) {

    static final int TIMED_OUT = 124;
    static final int NOT_FOUND = 127;

    boolean ok() {
        return exit == 0;
    }

    /** The trimmed standard output. */
    String text() {
        return out.strip();
    }

    /** The last lines that say something, those of standard error last, at most {@code count}. */
    List<String> lastLines(int count) {
        List<String> lines = Stream.of(out, err)
                .flatMap(String::lines)
                .map(String::stripTrailing)
                .filter(line -> !line.isBlank())
                .toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** The last of {@link #lastLines}, or what the exit code says where there is none. */
    String lastLine() {
        List<String> last = lastLines(1);
        if (!last.isEmpty()) {
            return last.get(0).strip();
        }
        return switch (exit) {
            case TIMED_OUT -> "no answer in time";
            case NOT_FOUND -> "no such program";
            default -> "exit code " + exit;
        };
    }
}
