package dev.faultline.harness.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Recovered;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.JsonLines;
import dev.faultline.harness.store.MetricsRecord;
import dev.faultline.harness.store.NodeSample;
import dev.faultline.harness.store.RoleChange;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a run folder for its page. A file that is missing or broken leaves a gap with a name, never no page. */
final class RunReader {
    /** Lenient, so that runs of older and newer versions draw: unknown fields are skipped, missing lists and maps are empty. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withConfigOverride(List.class, o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .withConfigOverride(Map.class, o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    private static final String NOT_RECORDED = "not recorded";

    private final RunFolder folder;
    private final List<String> gaps = new ArrayList<>();

    private RunReader(RunFolder folder) {
        this.folder = folder;
    }

    static RunData read(RunFolder folder) {
        return new RunReader(folder).read();
    }

    private RunData read() {
        TestRecord test = json(folder.test(), TestRecord.class, noTest());
        FaultsRecord faults = json(folder.faults(), FaultsRecord.class, new FaultsRecord(List.of(), null, List.of()));
        VerdictRecord verdict = json(folder.verdict(), VerdictRecord.class, noVerdict());
        Calls calls = new Calls();
        try {
            Recovered recovered = History.recover(folder.history());
            recovered.dropped().ifPresent(d -> gaps.add("history.edn: " + d + "."));
            calls = HistoryCalls.of(recovered.history());
        } catch (IOException | RuntimeException e) {
            gap(folder.history(), e);
        }
        RunData withoutLogs = new RunData(
                folder.path().toString(),
                test,
                faults,
                verdict,
                calls,
                new RunData.Excerpt(List.of(), 0),
                files(),
                gaps,
                observed(),
                Files.exists(folder.metrics())
                        ? json(folder.metrics(), MetricsRecord.class, MetricsRecord.none())
                        : MetricsRecord.none(),
                story());
        return withLogs(withoutLogs);
    }

    private <T> T json(Path file, Class<T> type, T otherwise) {
        try {
            return JSON.readValue(file.toFile(), type);
        } catch (IOException | RuntimeException e) {
            gap(file, e);
            return otherwise;
        }
    }

    /** Only simulated runs that were replayed have one. */
    private @Nullable StoryRecord story() {
        if (Files.exists(folder.story())) {
            try {
                return JSON.readValue(folder.story().toFile(), StoryRecord.class);
            } catch (IOException | RuntimeException e) {
                gap(folder.story(), e);
            }
        }
        return null;
    }

    /** Older runs have none of it: that is no gap, and the rows say that nothing was measured. */
    private Observed observed() {
        Observed observed = new Observed();
        lines(folder.nodeMetrics(), NodeSample.class, observed::add);
        lines(folder.roles(), RoleChange.class, observed::add);
        return observed;
    }

    private <T> void lines(Path file, Class<T> type, Consumer<T> each) {
        if (Files.exists(file)) {
            try {
                JsonLines.read(file, type, each);
            } catch (IOException | RuntimeException e) {
                gap(file, e);
            }
        }
    }

    private void gap(Path file, Exception cause) {
        String why = Files.exists(file)
                ? String.valueOf(cause.getMessage()).lines().findFirst().orElse("")
                : "it is not there";
        gaps.add(file.getFileName() + " could not be read: " + why + ". What depends on it is not on this page.");
    }

    private RunData withLogs(RunData run) {
        List<Long> moments =
                new ArrayList<>(TimeStack.violations(run).stream().limit(1).toList());
        for (FaultsRecord.Window fault : run.faults().faults()) {
            moments.add(fault.injectStart());
            if (fault.healEnd() != null) {
                moments.add(fault.healEnd());
            }
        }
        run.nodes().stream()
                .flatMap(node -> run.observed().roles(node).stream())
                .filter(change -> change.role().equals(RoleChange.LEADER) && change.at() > 0)
                .map(RoleChange::at)
                .sorted()
                .forEach(moments::add);
        if (moments.isEmpty()) {
            moments.add(TimeAxis.of(run).end());
        }
        RunData.Excerpt excerpt = new RunData.Excerpt(List.of(), 0);
        try {
            LogReader logs = new LogReader(Instant.parse(run.test().startedAt()), moments);
            if (Files.exists(folder.log())) {
                logs.read(folder.log(), LogLine.HARNESS);
            }
            nodeLogs(logs);
            excerpt = logs.excerpt();
        } catch (IOException | RuntimeException e) {
            gap(folder.path().resolve("node logs"), e);
        }
        return new RunData(
                run.path(),
                run.test(),
                run.faults(),
                run.verdict(),
                run.calls(),
                excerpt,
                run.files(),
                gaps,
                run.observed(),
                run.metrics(),
                run.story());
    }

    private void nodeLogs(LogReader logs) throws IOException {
        Path all = folder.logs("");
        if (!Files.isDirectory(all)) {
            return;
        }
        try (Stream<Path> files = Files.walk(all, 3)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                logs.read(file, all.relativize(file).getName(0).toString());
            }
        }
    }

    private List<RunData.StoredFile> files() {
        List<RunData.StoredFile> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.path(), 4)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                found.add(new RunData.StoredFile(folder.path().relativize(file).toString(), Files.size(file)));
            }
        } catch (IOException e) {
            gap(folder.path(), e);
        }
        return found;
    }

    private static TestRecord noTest() {
        return new TestRecord(
                0,
                NOT_RECORDED,
                NOT_RECORDED,
                "",
                "",
                NOT_RECORDED,
                List.of(),
                0,
                0,
                0,
                List.of(),
                0,
                0,
                0,
                Map.of(),
                "",
                0,
                Map.of(),
                "",
                null);
    }

    private static VerdictRecord noVerdict() {
        return new VerdictRecord("unknown", "This run was never judged.", List.of(), List.of(), List.of(), Map.of(), 0);
    }
}
