package dev.faultline.harness.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code results/index.html}: all stored runs, drawn from their files. What is older than the newest thousand runs or so is on pages
 * of its own, a month each, so that no page is large.
 */
public final class Index {
    /** Rows of one page; with what stands around them, fewer than 30,000 elements. */
    static final int MOST_ROWS = 1000;

    /** Of the rows of one page, in UTF-8. */
    static final int MOST_BYTES = 1_600_000;

    private static final int MOST_PINNED = 50;
    private static final String OWN_PAGES = "index-\\d{4,}-\\d\\d(-\\d+)?\\.html";
    private static final Logger LOG = LoggerFactory.getLogger(Index.class);

    private Index() {}

    /** {@link #write}, for those whose own work must not fail for it: what goes wrong is logged. */
    public static void refresh(Path results, Instant now) {
        try {
            write(results, now);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the index of {} could not be drawn", results, e);
        }
    }

    /**
     * Draws the index of all runs below a folder. One at a time, also among processes, and each page by renaming: a reader never
     * meets half of one.
     *
     * @param now the time for which runs are told to be in progress
     * @return the page of the newest runs
     * @throws IOException when the folder cannot be listed or written to
     */
    public static synchronized Path write(Path results, Instant now) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        results.resolve(".index.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("the lock of the index is gone");
            }
            Map<String, String> pages = pages(new RunScan(results, now).runs(), now, false);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                replace(results.resolve(page.getKey()), page.getValue().getBytes(StandardCharsets.UTF_8));
            }
            removeAllBut(pages.keySet(), results);
            return results.resolve("index.html");
        }
    }

    /**
     * The pages as a server shows them, by file name; nothing is written.
     *
     * @param memory of the time before
     * @throws IOException when the folder cannot be listed
     */
    public static Map<String, String> served(Path results, Instant now, RunMemory memory) throws IOException {
        return pages(new RunScan(results, now, memory).runs(), now, true);
    }

    /** Every page by its file name. */
    static Map<String, String> pages(List<IndexedRun> runs, Instant now, boolean served) {
        Map<IndexedRun, Failure> failures = Failure.among(
                runs,
                run -> String.valueOf(run.configuration()),
                run -> run.state().judged(),
                IndexedRun::unexpected);
        List<IndexedRun> pinned = failures.keySet().stream()
                .sorted(Comparator.<IndexedRun, Boolean>comparing(run -> failures.get(run) == Failure.RESOLVED)
                        .thenComparing(IndexedRun.NEWEST_FIRST))
                .limit(MOST_PINNED)
                .toList();
        Set<IndexedRun> left = new LinkedHashSet<>(runs);
        left.removeAll(new LinkedHashSet<>(pinned));
        List<IndexedRun> rest = List.copyOf(left);
        Filters widest = new Filters(runs, failures);
        int newest = fitting(
                rest, pinned.stream().mapToInt(run -> bytes(run, widest)).sum(), pinned.size(), widest);

        Map<String, String> pages = new LinkedHashMap<>();
        List<IndexPage.Other> others = new ArrayList<>();
        older(rest.subList(newest, rest.size()), widest).forEach((name, month) -> {
            String file = "index-" + name.replace(", part ", "-") + ".html";
            String title = "Runs of " + name;
            pages.put(
                    file,
                    new IndexPage(title, List.of(), failures, month, served)
                            .draw(
                                    null,
                                    List.of(new IndexPage.Other("index.html", "The newest runs", 0)),
                                    "Drawn from the stored files of the runs; this page makes no request.")
                            .toString());
            others.add(0, new IndexPage.Other(file, name, month.size()));
        });
        String drawn = "Drawn " + IndexRow.minute(now)
                + " UTC from the stored files of the runs; this page makes no request. All times are UTC."
                + " A failure is new when the run before it with the same options and faults, whatever its seed, did not fail,"
                + " ongoing when that failed too, and resolved when a later one did not.";
        pages.put(
                "index.html",
                new IndexPage("Runs", pinned, failures, rest.subList(0, newest), served)
                        .draw(runs, others, drawn)
                        .toString());
        return pages;
    }

    /** Runs by month, and of a month with too many by parts of it; in the order of their names. */
    private static Map<String, List<IndexedRun>> older(List<IndexedRun> runs, Filters widest) {
        Map<YearMonth, List<IndexedRun>> months = new TreeMap<>();
        for (IndexedRun run : runs) {
            YearMonth month = YearMonth.from(run.started().atOffset(ZoneOffset.UTC));
            months.computeIfAbsent(month, m -> new ArrayList<>()).add(run);
        }
        Map<String, List<IndexedRun>> named = new LinkedHashMap<>();
        months.forEach((month, all) -> {
            List<IndexedRun> unplaced = all;
            for (int part = 1; !unplaced.isEmpty(); part++) {
                int some = Math.max(1, fitting(unplaced, 0, 0, widest));
                named.put(month + (part == 1 ? "" : ", part " + part), unplaced.subList(0, some));
                unplaced = unplaced.subList(some, unplaced.size());
            }
        });
        return named;
    }

    /** How many of these runs fit on a page that has some bytes and rows already. */
    private static int fitting(List<IndexedRun> runs, int usedBytes, int usedRows, Filters widest) {
        int bytes = usedBytes;
        int some = 0;
        while (some < runs.size() && usedRows + some < MOST_ROWS) {
            bytes += bytes(runs.get(some), widest);
            if (bytes > MOST_BYTES) {
                break;
            }
            some++;
        }
        return some;
    }

    private static int bytes(IndexedRun run, Filters widest) {
        return IndexRow.of(run, widest).toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static void replace(Path file, byte[] content) throws IOException {
        if (Files.exists(file)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".part");
        Files.write(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Pages of months that have no runs any more. */
    private static void removeAllBut(Set<String> kept, Path results) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(results, "index-*.html")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.matches(OWN_PAGES) && !kept.contains(name)) {
                    Files.delete(file);
                }
            }
        }
    }
}
