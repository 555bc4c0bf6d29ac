package dev.faultline.checkers.sanity;

import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Verdict;
import dev.faultline.checkers.verdict.Witness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Looks for the last words of a process in the nodes' logs: a panic, a fatal error, a report of corrupted data. Any such
 * line is INVALID, and named with its node.
 *
 * @param alarms what a line must contain to count
 * @param ignored what acquits a line that contains it
 */
public record LogPatterns(List<Pattern> alarms, List<Pattern> ignored) {
    /**
     * Words that programs of any language die with. Each stands where a message begins or a level is named, so that an
     * option such as {@code --panic-on-oom}, a field {@code "panic":false} or a file {@code fatal.log} does not count.
     */
    public static final LogPatterns DEFAULT = new LogPatterns(
            List.of(
                    // Go: "panic: ..." and "fatal error: ..." begin a line, perhaps after a time stamp.
                    Pattern.compile("(?:^|[\\s\\]|])panic: "),
                    Pattern.compile("(?:^|[\\s\\]|])fatal error: "),
                    // Structured logs, as JSON (zap, log4j) and as key=value (logfmt).
                    Pattern.compile(
                            "\"(?:level|severity|lvl)\"\\s*:\\s*\"(?:d?panic|fatal|emerg|emergency)\"",
                            Pattern.CASE_INSENSITIVE),
                    Pattern.compile(
                            "(?:^|\\s)(?:level|severity|lvl)=\"?(?:d?panic|fatal|emerg)\\b", Pattern.CASE_INSENSITIVE),
                    // A level in its own column: "12:00:01 FATAL message", "[FATAL] message", PostgreSQL's "PANIC:".
                    Pattern.compile("(?:^|[\\s\\[|<])(?:FATAL|PANIC)(?:[\\]|>]|:?\\s)"),
                    // etcd before 3.5 (capnslog): C, critical, is what it says before it panics or exits.
                    Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+ C \\| "),
                    // The JVM, C and C++, Rust, the kernel.
                    Pattern.compile("A fatal error has been detected by the Java Runtime Environment"),
                    Pattern.compile("java\\.lang\\.(?:OutOfMemoryError|StackOverflowError|InternalError)\\b"),
                    Pattern.compile("(?:^|\\s)(?:SIGSEGV|SIGABRT|SIGBUS|Segmentation fault|Assertion .{1,200} failed)"),
                    Pattern.compile("^thread '.{0,200}' (?:\\(\\d+\\) )?panicked at "),
                    Pattern.compile("terminate called after throwing an instance of"),
                    // Data that is not what was stored, in the words of etcd, Kafka, Redis, PostgreSQL, Cassandra; not
                    // a check for it, nor the news that there is none.
                    Pattern.compile(
                            "(?<!\\bno )(?<!without )(?<!for )\\b(?:data|file|database|log|wal|page|index|block|record)"
                                    + " (?:is )?corrupt(?:ed|ion)?\\b(?![ -]check)",
                            Pattern.CASE_INSENSITIVE),
                    Pattern.compile(
                            "(?<!\\bno )\\bcorrupt(?:ed)? (?:data|file|database|log|wal|page|index|block|record)\\b",
                            Pattern.CASE_INSENSITIVE),
                    Pattern.compile(
                            "(?<!\\bno )\\b(?:checksum|crc|hash) (?:mismatch|does not match)\\b|\\bdata inconsistency\\b",
                            Pattern.CASE_INSENSITIVE)),
            List.of(
                    // FATAL is what PostgreSQL calls the end of one session; these end with the server's start, stop or
                    // death, or
                    // with their client.
                    Pattern.compile("FATAL: {2}(?:the database system is |terminating |connection to client lost)")));

    /** Nobody reads more, and one cause repeats itself. */
    private static final int LINES_MAX = 20;

    /** A longer line is data, not a message; its beginning says enough. */
    private static final int LINE_LENGTH_MAX = 2000;

    public LogPatterns {
        alarms = List.copyOf(alarms);
        ignored = List.copyOf(ignored);
    }

    /** Also alarmed by lines that contain the pattern. */
    public LogPatterns alarm(String regex) {
        return new LogPatterns(plus(alarms, regex), ignored);
    }

    /** Not alarmed by lines that contain the pattern, whatever else they contain. */
    public LogPatterns ignore(String regex) {
        return new LogPatterns(alarms, plus(ignored, regex));
    }

    private static List<Pattern> plus(List<Pattern> patterns, String regex) {
        List<Pattern> more = new ArrayList<>(patterns);
        more.add(Pattern.compile(regex));
        return more;
    }

    /**
     * A line that alarms.
     *
     * @param number of the line in the node's log, from 1
     */
    public record Line(String node, long number, String text) {
        private Map<String, Object> toData() {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("node", node);
            data.put("line", number);
            data.put("text", text);
            return data;
        }
    }

    /**
     * The lines that condemn a run.
     *
     * @param lines the first ones, by node
     * @param total how many there are in all
     */
    public record Alarms(List<Line> lines, long total) implements Witness {
        public Alarms {
            lines = List.copyOf(lines);
        }

        @Override
        public String summary() {
            Line first = lines.get(0);
            String more = total > 1 ? " (and " + (total - 1) + " more lines)" : "";
            return first.node + " logged: " + first.text.strip() + more;
        }

        @Override
        public Map<String, Object> toData() {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("lines", lines.stream().map(Line::toData).toList());
            data.put("total", total);
            return data;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(total + " lines in the logs tell of a crash or of damaged data");
            for (Line line : lines) {
                text.append("\n  ").append(line.node).append(':').append(line.number);
                text.append("  ").append(line.text.strip());
            }
            return text.toString();
        }
    }

    /** Judges the log of each node, given by node name as its lines in order. */
    public Finding find(Map<String, ? extends Iterable<String>> logs) {
        List<Line> found = new ArrayList<>();
        long total = 0;
        long read = 0;
        for (Map.Entry<String, ? extends Iterable<String>> log : new TreeMap<>(logs).entrySet()) {
            long number = 0;
            for (String line : log.getValue()) {
                number++;
                if (alarms(line)) {
                    total++;
                    if (found.size() < LINES_MAX) {
                        found.add(new Line(log.getKey(), number, shortened(line)));
                    }
                }
            }
            read += number;
        }
        Verdict verdict = found.isEmpty() ? Verdict.valid() : new Invalid(new Alarms(found, total));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("nodes", logs.size());
        details.put("lines", read);
        return new Finding("logs", verdict, details);
    }

    /** Whether the line contains an alarm and nothing that acquits it. */
    public boolean alarms(String line) {
        String text = shortened(line);
        return contains(alarms, text) && !contains(ignored, text);
    }

    private static boolean contains(List<Pattern> patterns, String line) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(line).find()) {
                return true;
            }
        }
        return false;
    }

    private static String shortened(String line) {
        return line.length() <= LINE_LENGTH_MAX ? line : line.substring(0, LINE_LENGTH_MAX);
    }
}
