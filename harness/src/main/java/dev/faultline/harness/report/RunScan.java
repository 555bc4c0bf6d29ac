package dev.faultline.harness.report;

import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord.Counts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads all runs for the index, of each no more than is shown. A damaged folder is an entry that says so, never an exception. */
final class RunScan {
    private static final String STAMP = "\\d{4}-\\d\\d-\\d\\dT\\d\\d\\.\\d\\d\\.\\d\\d(-\\d+)?";
    private static final int STAMP_CHARS = "2026-11-22T18.09.02".length();
    private static final Duration STILL_WRITTEN = Duration.ofMinutes(2);
    private static final int SENTENCE_CHARS = 240;

    private final Path results;
    private final Instant now;

    RunScan(Path results, Instant now) {
        this.results = results;
        this.now = now;
    }

    /** Of {@code faults.json}: without the measurements, which are most of it. */
    record Faults(List<Fault> faults, FaultsRecord.@Nullable Recovery recovery) {}

    record Fault(
            String kind,
            long injectStart,
            @Nullable Long healEnd,
            @Nullable Proof proof) {}

    record Proof(boolean proved) {}

    /** Of {@code verdict.json}: without the witness. */
    record Verdict(String verdict, String sentence, Map<String, Counts> operations) {}

    record Metrics(Map<String, Map<String, Double>> okLatencyMillis) {}

    /** Newest first. */
    List<IndexedRun> runs() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path test : folders(results)) {
            try {
                folders(test).stream().filter(RunScan::holdsRun).forEach(folders::add);
            } catch (IOException e) {
                folders.add(test); // one line that says it cannot be read
            }
        }
        return folders.parallelStream()
                .map(this::run)
                .sorted(Comparator.comparing(IndexedRun::started)
                        .reversed()
                        .thenComparing(IndexedRun::folder, Comparator.reverseOrder()))
                .toList();
    }

    /** Links such as {@code latest} lead to runs that are listed under their own name. */
    private static List<Path> folders(Path parent) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(parent, path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
            all.forEach(found::add);
        }
        return found;
    }

    private static boolean holdsRun(Path path) {
        RunFolder folder = new RunFolder(path);
        return name(path).matches(STAMP) || Files.exists(folder.test()) || Files.exists(folder.verdict());
    }

    private IndexedRun run(Path path) {
        RunFolder folder = new RunFolder(path);
        TestRecord test = null;
        try {
            if (!Files.exists(folder.test())) {
                return modifiedLately(path)
                        ? unread(path, null, RunState.RUNNING, "its cluster was being made when this page was drawn")
                        : unread(path, null, RunState.NOT_JUDGED, "test.json is not there: no operation ever began");
            }
            test = read(folder.test(), TestRecord.class);
            return run(folder, test);
        } catch (IOException | RuntimeException e) {
            return unread(path, test, RunState.UNREADABLE, "cannot be read: " + reason(e));
        }
    }

    private IndexedRun run(RunFolder folder, TestRecord test) throws IOException {
        Faults faults =
                Files.exists(folder.faults()) ? read(folder.faults(), Faults.class) : new Faults(List.of(), null);
        Map<String, Integer> kinds = new TreeMap<>();
        faults.faults().forEach(fault -> kinds.merge(String.valueOf(fault.kind()), 1, Integer::sum));
        int unproved = (int) faults.faults().stream()
                .filter(fault -> fault.proof() == null || !fault.proof().proved())
                .count();
        Verdict verdict = Files.exists(folder.verdict()) ? read(folder.verdict(), Verdict.class) : null;
        RunState state;
        String sentence;
        if (verdict != null) {
            state = RunState.of(VerdictSign.of(verdict.verdict()));
            sentence = String.valueOf(verdict.sentence());
        } else if (written(folder)) {
            state = RunState.RUNNING;
            sentence = "in progress when this page was drawn";
        } else {
            state = RunState.NOT_JUDGED;
            sentence = "it ended before it was judged: ./faultline analyze judges what it recorded";
        }
        return new IndexedRun(
                relative(folder.path()),
                started(folder.path(), test),
                state,
                test.expect(),
                Shown.cut(sentence, SENTENCE_CHARS),
                test.system(),
                test.workload(),
                test.seed(),
                kinds,
                verdict == null ? 0 : unproved,
                verdict == null ? IndexedRun.Measured.NOTHING : measured(folder, test, faults, verdict),
                Files.exists(folder.report()));
    }

    private static IndexedRun.Measured measured(RunFolder folder, TestRecord test, Faults faults, Verdict verdict)
            throws IOException {
        FaultsRecord.Recovery recovery = faults.recovery();
        Long recoveredAt = recovery == null ? null : recovery.recoveredAt();
        long end = (long) (test.timeLimitSeconds() * 1e9);
        for (Fault fault : faults.faults()) {
            end = Math.max(end, fault.healEnd() == null ? fault.injectStart() : fault.healEnd());
        }
        Double slowest = null;
        if (Files.exists(folder.metrics())) {
            for (Map<String, Double> function :
                    read(folder.metrics(), Metrics.class).okLatencyMillis().values()) {
                Double p99 = function.get("p99.0");
                if (p99 != null && (slowest == null || p99 > slowest)) {
                    slowest = p99;
                }
            }
        }
        return new IndexedRun.Measured(
                verdict.operations().values().stream().mapToLong(Counts::ok).sum(),
                recovery == null || recoveredAt == null || faults.faults().isEmpty()
                        ? null
                        : recoveredAt - recovery.healedAt(),
                recovery == null || recoveredAt != null,
                slowest,
                recoveredAt == null ? end : Math.max(end, recoveredAt));
    }

    private IndexedRun unread(Path path, @Nullable TestRecord test, RunState state, String why) {
        Path parent = path.getParent();
        Path named = parent == null || results.equals(parent) ? path : parent;
        return new IndexedRun(
                relative(path),
                started(path, test),
                state,
                test == null ? null : test.expect(),
                Shown.cut(why, SENTENCE_CHARS),
                test != null ? test.system() : name(named),
                test != null ? test.workload() : "",
                test == null ? null : test.seed(),
                Map.of(),
                0,
                IndexedRun.Measured.NOTHING,
                Files.exists(new RunFolder(path).report()));
    }

    private static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            T value = RunReader.JSON.readValue(file.toFile(), type);
            if (value == null) {
                throw new IllegalArgumentException("it holds nothing");
            }
            return value;
        } catch (IOException | RuntimeException e) {
            throw new IOException(file.getFileName() + ": " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /** Whether the harness may still be at it; what it writes to last are its log and the history. */
    private boolean written(RunFolder folder) {
        return Stream.of(folder.history(), folder.log(), folder.test()).anyMatch(this::modifiedLately);
    }

    private boolean modifiedLately(Path file) {
        return Duration.between(modified(file), now).compareTo(STILL_WRITTEN) < 0;
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH; // not there
        }
    }

    private static Instant started(Path path, @Nullable TestRecord test) {
        String name = name(path);
        try {
            if (test != null) {
                return Instant.parse(String.valueOf(test.startedAt()));
            }
            if (name.matches(STAMP)) {
                return Instant.parse(name.substring(0, STAMP_CHARS).replace('.', ':') + "Z");
            }
        } catch (DateTimeException e) {
            return modified(path);
        }
        return modified(path);
    }

    private String relative(Path path) {
        return results.relativize(path).toString().replace('\\', '/');
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
