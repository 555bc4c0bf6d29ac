package dev.faultline.cli;

import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.report.Index;
import dev.faultline.harness.run.Console;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.time.Clock;
import dev.faultline.sweep.Outcome;
import dev.faultline.sweep.Sweep;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Many runs in simulation, told by a line that moves and a table at the end. */
final class ManyRuns {
    private static final int ROWS_MAX = 50;

    private final Provider provider;
    private final Path results;
    private final Console console;
    private final boolean stopAtFirst;
    private final Clock clock = Clock.system();
    private final Map<String, Integer> verdicts = new TreeMap<>();
    private int done;

    /** @param stopAtFirst whether no run begins after one that did not come out as it should */
    ManyRuns(Provider provider, Path results, Console console, boolean stopAtFirst) {
        this.provider = provider;
        this.results = results;
        this.console = console;
        this.stopAtFirst = stopAtFirst;
    }

    /** Runs them all, or up to the first failure; the worst exit code. */
    int execute(Iterator<Test> tests, int count, String expected) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        Sweep sweep = new Sweep(
                provider, results, clock, cores, outcome -> !outcome.verdict().equals(expected));
        return Interrupted.byCtrlC(console, sweep::stop, () -> execute(sweep, tests, count, expected));
    }

    private int execute(Sweep sweep, Iterator<Test> tests, int count, String expected) throws InterruptedException {
        long began = clock.nanos();
        List<Outcome> outcomes = sweep.run(tests, outcome -> {
            heard(outcome, count, began);
            if (stopAtFirst && !outcome.verdict().equals(expected)) {
                sweep.stop();
            }
        });
        double seconds = (clock.nanos() - began) / 1e9;
        Index.refresh(results, clock.wall());
        tell(outcomes, count, expected, seconds);
        return outcomes.stream()
                .map(outcome -> ExitCode.of(outcome.verdict(), expected))
                .reduce(ExitCode.VALID, ExitCode::worst);
    }

    private void heard(Outcome outcome, int count, long began) {
        done++;
        verdicts.merge(outcome.verdict(), 1, Integer::sum);
        double seconds = (clock.nanos() - began) / 1e9;
        long left = Math.round(seconds / done * (count - done));
        console.move(
                (double) done / count,
                seconds,
                String.format(Locale.ROOT, "%,d/%,d · %s · %d s left", done, count, words(), left));
    }

    private String words() {
        return String.join(
                " ",
                verdicts.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .toList());
    }

    private void tell(List<Outcome> outcomes, int count, String expected, double seconds) {
        String ran = outcomes.size() + (outcomes.size() < count ? " of " + count : "") + " seeds";
        console.step("ran", ran + ": " + words(), Math.round(seconds * 1000));
        List<Outcome> failures = outcomes.stream()
                .filter(outcome -> !outcome.verdict().equals(expected))
                .sorted(Comparator.comparingLong(Outcome::seed))
                .toList();
        for (Outcome failure : failures.subList(0, Math.min(ROWS_MAX, failures.size()))) {
            console.line(String.format(
                    Locale.ROOT, "  %-8s seed %-12d %s", failure.verdict(), failure.seed(), failure.sentence()));
            console.line("           report: " + failure.folder() + "/report.html");
        }
        if (failures.size() > ROWS_MAX) {
            console.line("  ... and " + (failures.size() - ROWS_MAX) + " more");
        }
        if (!failures.isEmpty()) {
            console.line("again:  " + failures.get(0).command());
        }
        console.line(
                failures.isEmpty()
                        ? outcomes.isEmpty() ? "no run came to its end" : "all " + outcomes.size() + " " + expected
                        : failures.size() + " of " + outcomes.size() + " not " + expected);
    }
}
