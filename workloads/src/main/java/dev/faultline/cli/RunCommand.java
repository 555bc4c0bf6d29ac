package dev.faultline.cli;

import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.cluster.ProviderSource;
import dev.faultline.harness.objective.Figure;
import dev.faultline.harness.run.Console;
import dev.faultline.harness.run.Telling;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.time.Seed;
import dev.faultline.sim.SimulationSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code faultline run}: a test, or several with seeds of their own, each to its verdict. */
@Command(
        name = "run",
        description =
                "Runs a test on a cluster and judges it. Ends with the worst verdict of its runs, or of what --expect makes of them.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private static final int TESTS_MAX = 10_000;

    @Mixin
    TestOptions options = new TestOptions();

    @Option(
            names = "--test-count",
            defaultValue = "1",
            paramLabel = "N",
            description = "Runs the test so often, each time with the next seed. Default: ${DEFAULT-VALUE}.")
    int testCount = 1;

    @Option(
            names = "--stop-at-first",
            description = "Of many runs in simulation, begins no more after one that did not come out as it should.")
    boolean stopAtFirst;

    @Option(
            names = "--leave-running",
            description = "Leaves the cluster as it is at the end; the next start sweeps it.")
    boolean leaveRunning;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where runs are kept. Default: results, at the top of the project.")
    @Nullable
    Path results;

    /** What --objective can bound, below the options. */
    static String[] figures() {
        return Stream.concat(
                        Stream.of("", "Figures of --objective:"),
                        Arrays.stream(Figure.values())
                                .map(figure -> String.format("  %-23s%s", figure.word(), figure.meaning())))
                .toArray(String[]::new);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (testCount < 1 || testCount > TESTS_MAX) {
            throw new IllegalArgumentException("--test-count: must be 1 to " + TESTS_MAX + ", not " + testCount);
        }
        return execute(options.seed());
    }

    /** All runs; everything a user could have got wrong is looked at before anything starts. */
    int execute(Seed first) throws InterruptedException {
        ProviderSource source = options.source();
        List<Test> tests = new ArrayList<>();
        for (int i = 0; i < testCount; i++) {
            tests.add(options.resolve(new Seed(first.value() + i)));
        }
        Path kept = Places.writable(Places.results(results));
        if (leaveRunning && source instanceof SimulationSource) {
            throw new IllegalArgumentException("--leave-running: a simulation ends with its run; leave it out");
        }
        Console console = new Console(System.out);
        if (testCount > 1 && source instanceof SimulationSource) {
            return many(source, tests, kept, console);
        }
        Provider provider = null;
        List<String> lines = new ArrayList<>();
        int worst = ExitCode.VALID;
        for (Test test : tests) {
            console.line(Telling.headline(test, source.name()));
            if (provider == null) {
                provider = source.ready(test.system().image(), console);
            }
            VerdictRecord verdict = new SingleRun(test, provider, kept, leaveRunning, worst, console).execute();
            worst = ExitCode.worst(worst, ExitCode.of(verdict.verdict(), test.expect()));
            lines.add(String.format(
                    Locale.ROOT,
                    "%-8s seed %-10d %s",
                    verdict.verdict(),
                    test.seed().value(),
                    verdict.sentence()));
        }
        if (testCount > 1) {
            console.line("");
            lines.forEach(console::line);
        }
        return worst;
    }

    private int many(ProviderSource source, List<Test> tests, Path kept, Console console) throws InterruptedException {
        console.line(Telling.headline(tests.get(0), source.name()) + " · " + tests.size() + " seeds");
        Provider provider = source.ready(Optional.empty(), console);
        String expected = options.expect == null ? "valid" : options.expect;
        return new ManyRuns(provider, kept, console, stopAtFirst).execute(tests.iterator(), tests.size(), expected);
    }
}
