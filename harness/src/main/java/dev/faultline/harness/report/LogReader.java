package dev.faultline.harness.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads logs once, however long, and keeps the few lines that are nearest to the moments that matter. A line belongs to the moment
 * it is nearest to; lines that speak of leaders, faults or trouble may be farther away; of lines that differ in numbers only, the
 * nearest is kept. A time without a zone is UTC, as nodes and harness write it.
 */
final class LogReader {
    private static final int MOST_LINES = 38;
    private static final int MOST_MOMENTS = 16;
    private static final int LEAST_QUOTA = 2;
    private static final long NEAR = 4_000_000_000L;
    private static final long TELLING = 5;
    private static final int TIME_WITHIN = 160;

    /** After a date, at the beginning of the line, or after a date in Redis's words, {@code 22 Nov 2026}, which tells nothing new. */
    private static final Pattern TIME = Pattern.compile(
            "(?:(\\d{4}-\\d\\d-\\d\\d)[ T]|^|(?<=\\d [A-Z][a-z]{2} \\d{4} ))(\\d\\d:\\d\\d:\\d\\d)(?:[.,](\\d{1,9}))?(Z|[+-]\\d\\d:?\\d\\d)?");

    private static final Pattern TELLS = Pattern.compile(
            "leader|elect|campaign|candidate|panic|fatal|corrupt|cut |heal|inject|prove|recover|kill|pause",
            Pattern.CASE_INSENSITIVE);

    /** Counts, ports, times, and the ids of members and requests. */
    private static final Pattern NUMBERS = Pattern.compile("\\b[0-9a-f]{8,}\\b|[0-9]+");

    private final Instant origin;
    private final List<Near> moments = new ArrayList<>();
    private final int quota;
    private long total;

    /**
     * @param origin the history's time zero
     * @param moments nanoseconds, the most important first
     */
    LogReader(Instant origin, List<Long> moments) {
        this.origin = origin;
        moments.stream().distinct().limit(MOST_MOMENTS).forEach(m -> this.moments.add(new Near(m)));
        this.quota = Math.max(LEAST_QUOTA, MOST_LINES / Math.max(1, this.moments.size()));
    }

    void read(Path file, String source) throws IOException {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                total++;
                consider(line, source);
            }
        }
    }

    RunData.Excerpt excerpt() {
        List<LogLine> lines = new ArrayList<>();
        moments.forEach(m -> m.kept.forEach(k -> lines.add(k.line)));
        lines.sort(Comparator.comparingLong(LogLine::at));
        return new RunData.Excerpt(lines, total);
    }

    private void consider(String line, String source) {
        Matcher time = TIME.matcher(line).region(0, Math.min(TIME_WITHIN, line.length()));
        if (moments.isEmpty() || !time.find()) {
            return;
        }
        long at;
        try {
            at = nanos(time);
        } catch (DateTimeParseException | ArithmeticException e) {
            return;
        }
        if (at < 0) {
            return; // the start of the nodes is no part of the run
        }
        Near nearest = moments.stream()
                .min(Comparator.comparingLong(m -> Math.abs(m.moment - at)))
                .orElseThrow();
        long distance = Math.abs(nearest.moment - at) / (TELLS.matcher(line).find() ? TELLING : 1);
        if (distance <= NEAR && (nearest.kept.size() < quota || distance < nearest.farthest().distance)) {
            String text = time.start() <= 1 ? line.substring(time.end()).strip() : line;
            nearest.keep(
                    new Kept(
                            new LogLine(at, source, text),
                            distance,
                            NUMBERS.matcher(text).replaceAll("#")),
                    quota);
        }
    }

    private long nanos(Matcher time) {
        String fraction = time.group(3) == null ? "" : "." + time.group(3);
        LocalTime clock = LocalTime.parse(time.group(2) + fraction);
        String zone = time.group(4);
        ZoneOffset offset = zone == null || zone.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone);
        LocalDate day = time.group(1) == null ? day(clock, offset) : LocalDate.parse(time.group(1));
        return origin.until(day.atTime(clock).toInstant(offset), ChronoUnit.NANOS);
    }

    /** Of a time without a date: the day on which it is nearest to the run's beginning. */
    private LocalDate day(LocalTime clock, ZoneOffset offset) {
        LocalDateTime began = LocalDateTime.ofInstant(origin, offset);
        long late = Duration.between(began, began.toLocalDate().atTime(clock)).toHours();
        return began.toLocalDate().plusDays(late < -12 ? 1 : late > 12 ? -1 : 0);
    }

    private record Kept(LogLine line, long distance, String likeness) {
        boolean resembles(Kept other) {
            return likeness.equals(other.likeness) && line.source().equals(other.line.source());
        }
    }

    /** The lines kept for one moment, at most the quota. */
    private static final class Near {
        private final long moment;
        private final List<Kept> kept = new ArrayList<>();

        Near(long moment) {
            this.moment = moment;
        }

        Kept farthest() {
            return kept.stream().max(Comparator.comparingLong(Kept::distance)).orElseThrow();
        }

        void keep(Kept line, int quota) {
            for (Kept other : kept) {
                if (other.resembles(line) && other.distance <= line.distance) {
                    return;
                }
            }
            kept.removeIf(other -> other.resembles(line));
            kept.add(line);
            if (kept.size() > quota) {
                kept.remove(farthest());
            }
        }
    }
}
