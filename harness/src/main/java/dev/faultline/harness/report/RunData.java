package dev.faultline.harness.report;

import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.MetricsRecord;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the page is drawn from.
 *
 * @param path of the run folder, as commands on the page name it
 * @param excerpt the lines chosen from all logs
 * @param gaps what could not be read from the folder, one sentence each
 * @param observed of the nodes while the run went on
 * @param metrics as the judge measured them; none of a run that was not judged, or by a version that measured nothing
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
        MetricsRecord metrics) {
    RunData {
        files = List.copyOf(files);
        gaps = List.copyOf(gaps);
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
        return new RunData(path, test, faults, verdict, calls, excerpt, files, gaps, observed, measured);
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
