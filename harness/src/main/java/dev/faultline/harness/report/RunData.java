package dev.faultline.harness.report;

import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.MetricsRecord;
import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the page is drawn from.
 *
 * @param path of the run folder, as commands on the page name it
 * @param excerpt the lines chosen from all logs
 * @param gaps what could not be read from the folder, one sentence each
 * @param observed of the nodes while the run went on
 * @param metrics as the judge measured them; none of a run that was not judged, or by a version that measured nothing
 * @param story what went on around the violation; null for a run that was not traced
 */
record RunData(
        String path,
        TestRecord test,
        FaultsRecord faults,
        VerdictRecord verdict,
        Calls calls,
        Excerpt excerpt,
        List<StoredFile> files,
        List<String> gaps,
        Observed observed,
        MetricsRecord metrics,
        @Nullable StoryRecord story) {
    RunData {
        files = List.copyOf(files);
        gaps = List.copyOf(gaps);
    }

    /** A run that was not traced. */
    RunData(
            String path,
            TestRecord test,
            FaultsRecord faults,
            VerdictRecord verdict,
            Calls calls,
            Excerpt excerpt,
            List<StoredFile> files,
            List<String> gaps,
            Observed observed,
            MetricsRecord metrics) {
        this(path, test, faults, verdict, calls, excerpt, files, gaps, observed, metrics, null);
    }

    /** A run of whose nodes nothing was measured. */
    RunData(
            String path,
            TestRecord test,
            FaultsRecord faults,
            VerdictRecord verdict,
            Calls calls,
            Excerpt excerpt,
            List<StoredFile> files,
            List<String> gaps) {
        this(path, test, faults, verdict, calls, excerpt, files, gaps, new Observed(), MetricsRecord.none());
    }

    RunData with(MetricsRecord measured) {
        return new RunData(path, test, faults, verdict, calls, excerpt, files, gaps, observed, measured, story);
    }

    RunData with(StoryRecord told) {
        return new RunData(path, test, faults, verdict, calls, excerpt, files, gaps, observed, metrics, told);
    }

    /**
     * @param lines in order of time
     * @param total lines in all logs
     */
    record Excerpt(List<LogLine> lines, long total) {
        Excerpt {
            lines = List.copyOf(lines);
        }
    }

    record StoredFile(String name, long bytes) {}

    boolean valid() {
        return verdict.verdict().equals("valid");
    }

    boolean invalid() {
        return verdict.verdict().equals("invalid");
    }

    long timeoutNanos() {
        return (long) (test.opTimeoutSeconds() * 1e9);
    }

    long proved() {
        return faults.faults().stream().filter(RunData::proved).count();
    }

    static boolean proved(FaultsRecord.Window fault) {
        return fault.proof() != null && fault.proof().proved();
    }

    /** The run's nodes as planned, then those that only the history knows. */
    List<String> nodes() {
        List<String> all = new ArrayList<>(test.nodes());
        calls.nodes().stream().filter(n -> !all.contains(n)).forEach(all::add);
        return all;
    }
}
