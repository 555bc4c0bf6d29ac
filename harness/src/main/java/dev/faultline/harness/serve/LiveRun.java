package dev.faultline.harness.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.faultline.checkers.history.Outcome;
import dev.faultline.harness.report.Shown;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.TestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that another process is at, by what it writes to its folder. What was read before is remembered, so that to ask again costs
 * no more than what has been written since.
 */
final class LiveRun {
    /** Without a file written to for so long, nobody is at it. */
    static final Duration STILL_WRITTEN = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(LiveRun.class);
    private static final int RATE_SECONDS = 5;
    private static final int SHOWN_SECONDS = 120;
    private static final int SUMMARY_CHARS = 160;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final RunFolder folder;
    private final HistoryTail history;
    private final LogTail log;
    private @Nullable TestRecord test;
    private FaultsRecord faults = new FaultsRecord(List.of(), null, List.of());
    private Instant faultsWritten = Instant.EPOCH;

    LiveRun(Path path) {
        this.folder = new RunFolder(path);
        this.history = new HistoryTail(folder.history());
        this.log = new LogTail(folder.log());
    }

    /** How it stands now. A file that cannot be read, being half written, is what it was before. */
    synchronized Standing standing(Instant now) throws IOException {
        readTest();
        readFaults();
        history.advance();
        boolean judged = Files.exists(folder.verdict());
        boolean running = !judged && writtenSince(now.minus(STILL_WRITTEN));
        Double elapsed = running ? elapsed(now) : null;
        double limit = test == null ? 0 : test.timeLimitSeconds();
        int to = Math.max(history.seconds(), elapsed == null ? 0 : (int) Math.min(elapsed, limit));
        int from = Math.max(0, to - SHOWN_SECONDS);
        return new Standing(
                judged ? "judged" : running ? "running" : "ended",
                phase(judged, running, elapsed, limit),
                Files.exists(folder.report()),
                test == null ? "" : told(test),
                elapsed,
                limit,
                history.count(Outcome.OK),
                history.count(Outcome.FAIL),
                history.count(Outcome.INFO),
                rate(to),
                new Standing.Rates(
                        from,
                        history.endedIn(from, to, Outcome.OK),
                        history.endedIn(from, to, Outcome.FAIL),
                        history.endedIn(from, to, Outcome.INFO)),
                history.read(),
                faults.faults().stream().map(LiveRun::told).toList(),
                log.lines());
    }

    private static String told(TestRecord test) {
        return Shown.cut(
                test.system() + " " + test.version() + " · " + test.workload() + " · "
                        + test.nodes().size() + " nodes · seed " + test.seed(),
                SUMMARY_CHARS);
    }

    private String phase(boolean judged, boolean running, @Nullable Double elapsed, double limit) {
        if (judged) {
            return "judged";
        }
        if (!running) {
            return Files.exists(folder.history())
                    ? "it ended before it was judged: ./faultline analyze judges what it recorded"
                    : "it ended before its first operation";
        }
        if (elapsed == null) {
            return "the cluster is being made";
        }
        if (elapsed < limit) {
            return "running";
        }
        return faults.recovery() == null && !faults.faults().isEmpty()
                ? "healing, and waiting for the cluster to recover"
                : "final reads, logs, then the verdict";
    }

    /** Over the last whole seconds. */
    private double rate(int to) {
        int last = Math.max(0, to - 1);
        int first = Math.max(0, last - RATE_SECONDS);
        long sum = 0;
        for (int count : history.endedIn(first, last, Outcome.OK)) {
            sum += count;
        }
        return last == first ? 0 : (double) sum / (last - first);
    }

    private @Nullable Double elapsed(Instant now) {
        if (test == null) {
            return null;
        }
        try {
            Instant started = Instant.parse(String.valueOf(test.startedAt()));
            return Math.max(0, Duration.between(started, now).toMillis() / 1000.0);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Standing.Fault told(FaultsRecord.Window window) {
        Long healEnd = window.healEnd();
        FaultsRecord.Proof proof = window.proof();
        String state = healEnd != null
                ? "past"
                : window.healStart() != null ? "healing" : window.injectEnd() != null ? "in force" : "coming";
        return new Standing.Fault(
                Shown.value(String.valueOf(window.name())),
                Shown.cut(String.valueOf(window.summary()), SUMMARY_CHARS),
                state,
                window.injectStart() / 1e9,
                healEnd == null ? null : healEnd / 1e9,
                proof != null ? Boolean.valueOf(proof.proved()) : healEnd == null ? null : Boolean.FALSE);
    }

    private void readTest() {
        if (test == null && Files.exists(folder.test())) {
            test = read(folder.test(), TestRecord.class);
        }
    }

    private void readFaults() {
        Instant written = modified(folder.faults());
        if (!written.equals(faultsWritten)) {
            FaultsRecord read = read(folder.faults(), FaultsRecord.class);
            if (read != null) {
                faults = read;
                faultsWritten = written;
            }
        }
    }

    private static <T> @Nullable T read(Path file, Class<T> type) {
        try {
            return JSON.readValue(Files.readAllBytes(file), type);
        } catch (JsonProcessingException e) {
            LOG.debug("{} cannot be understood", file, e);
            return null;
        } catch (IOException e) {
            LOG.debug("{} cannot be read", file, e);
            return null;
        }
    }

    private boolean writtenSince(Instant then) {
        return Stream.of(folder.history(), folder.log(), folder.faults(), folder.test(), folder.path())
                .anyMatch(file -> modified(file).isAfter(then));
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH; // not there
        }
    }
}
