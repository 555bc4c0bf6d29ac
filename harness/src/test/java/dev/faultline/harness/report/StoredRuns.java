package dev.faultline.harness.report;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.HistoryWriter;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.TestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Run folders as the harness leaves them, made without a cluster. */
public final class StoredRuns {
    private StoredRuns() {}

    /** A stale read on a node that is cut off, which nobody expected. */
    public static RunFolder invalid(Path results, String time) throws IOException {
        RunData run = SyntheticRun.invalid();
        RunFolder folder = stored(results, time, run, SyntheticRun.test("serializable", null));
        HistoryWriter.write(invalidHistory(), folder.history());
        Report.write(folder);
        return folder;
    }

    public static RunFolder valid(Path results, String time) throws IOException {
        RunData run = SyntheticRun.valid();
        RunFolder folder = stored(results, time, run, run.test());
        HistoryWriter.write(new SyntheticCluster(1, false, SyntheticRun.KEYS).run(30, 200), folder.history());
        Report.write(folder);
        return folder;
    }

    /** What the run that goes wrong records, whole. */
    public static History invalidHistory() {
        return new SyntheticCluster(7, true, SyntheticRun.KEYS).run(30, 200);
    }

    /** A run of which only this is known: which test it is. Nothing happened yet. */
    public static RunFolder begun(Path results, String time, Instant startedAt) throws IOException {
        RunFolder folder = new RunFolder(
                Files.createDirectories(results.resolve("etcd-register").resolve(time)));
        Json.write(folder.test(), started(SyntheticRun.test("serializable", null), startedAt));
        return folder;
    }

    /** The faults of the run that goes wrong. */
    public static void faults(RunFolder folder) {
        Json.write(folder.faults(), SyntheticRun.faults(true));
    }

    /** The verdict of the run that goes wrong, and its report. */
    public static void judged(RunFolder folder) throws IOException {
        Json.write(folder.verdict(), SyntheticRun.invalid().verdict());
        Report.write(folder);
    }

    private static RunFolder stored(Path results, String time, RunData run, TestRecord test) throws IOException {
        Instant startedAt = Instant.parse(time.replace('.', ':') + "Z");
        RunFolder folder = begun(results, time, startedAt);
        Json.write(folder.test(), started(test, startedAt));
        Json.write(folder.verdict(), run.verdict());
        Json.write(folder.faults(), run.faults());
        Json.write(
                folder.metrics(),
                Map.of(
                        "okLatencyMillis",
                        Map.of("read", Map.of("p99.0", 12.5)),
                        "recovery",
                        List.of(
                                Map.of("recovery", Map.of("nanos", 1_340_000_000L, "atLeast", 1_340_000_000L)),
                                Map.of("loss", Map.of("lost", 3, "of", 812, "exact", true)))));
        Files.createDirectories(folder.logs("n5"));
        Files.writeString(
                folder.logs("n5").resolve("etcd.log"), "2026-11-22 15:30:19.623 I | raft: n5 lost leader n1\n");
        Files.writeString(folder.log(), "2026-11-22T15:30:19.525Z INFO  F2 inject\n");
        return folder;
    }

    private static TestRecord started(TestRecord t, Instant at) {
        return new TestRecord(
                t.seed(),
                t.faultline(),
                t.system(),
                t.version(),
                t.workload(),
                t.provider(),
                t.nodes(),
                t.concurrency(),
                t.rate(),
                t.timeLimitSeconds(),
                t.faults(),
                t.faultIntervalSeconds(),
                t.opTimeoutSeconds(),
                t.recoveryTimeSeconds(),
                t.options(),
                at.toString(),
                t.originNanos(),
                t.environment(),
                t.command(),
                t.expect());
    }
}
