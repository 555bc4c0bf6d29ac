package dev.faultline.cli;

import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.cluster.ProviderSource;
import dev.faultline.harness.option.Amounts;
import dev.faultline.harness.report.Index;
import dev.faultline.harness.run.Console;
import dev.faultline.harness.run.Telling;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.time.Clock;
import dev.faultline.harness.time.Seed;
import dev.faultline.nightly.Budget;
import dev.faultline.nightly.JUnitXml;
import dev.faultline.nightly.Matrix;
import dev.faultline.nightly.Night;
import dev.faultline.nightly.Night.Ran;
import dev.faultline.nightly.Night.Tested;
import dev.faultline.nightly.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code faultline nightly}: the long matrix, again and again until the time is up. */
@Command(
        name = "nightly",
        description = {
            "Runs a matrix of tests, each with ever new seeds, until the time is up, and compares with the night before.",
            "Writes nightly.json, junit.xml and summary.md into DIR/nightly, and the index. Ends with 0 when every run came out",
            "as its test expects, with 2 when one was unknown, else with 1."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class NightlyCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(NightlyCommand.class);

    @Option(
            names = "--budget",
            defaultValue = "2h",
            paramLabel = "TIME",
            description =
                    "How long the night is; no run begins that is not likely to end in it. Default: ${DEFAULT-VALUE}.")
    String budget = "2h";

    @Option(
            names = "--matrix",
            paramLabel = "FILE",
            description =
                    "Tests, one a line, as options of run with --expect among them. Default: the one that comes along.")
    @Nullable
    Path matrix;

    @Option(
            names = "--seed",
            paramLabel = "LONG",
            description = "The first run's. Default: a fresh one, which is printed.")
    @Nullable
    Long seed;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where runs are kept. Default: results, at the top of the project.")
    @Nullable
    Path results;

    private final Clock clock = Clock.system();
    private final Console console = new Console(System.out);
    private final Map<String, Provider> providers = new HashMap<>();

    /** One line of the matrix, understood. */
    private record Entry(String name, TestOptions options, List<Ran> runs) {}

    @Override
    public Integer call() throws InterruptedException, IOException {
        Duration time = Amounts.positive("--budget", budget);
        Seed first = seed == null ? Seed.fresh() : new Seed(seed);
        List<Entry> entries = entries(first);
        Path kept = Places.writable(Places.results(results));
        Path folder = Files.createDirectories(kept.resolve("nightly"));
        Path record = folder.resolve("nightly.json");
        Night before = Files.exists(record) ? Json.read(record, Night.class) : null;
        Instant began = clock.wall();
        console.line("Faultline nightly · seed " + first.value() + " · " + entries.size() + " tests · " + budget);
        Night night = run(entries, time, first, kept, before, began);
        Json.write(record, night);
        JUnitXml.write(folder.resolve("junit.xml"), night);
        Files.writeString(folder.resolve("summary.md"), Summary.of(night, before));
        Index.refresh(kept, clock.wall());
        tell(night, before, folder);
        return code(night);
    }

    /** Everything that a user could have got wrong is looked at before anything starts. */
    private List<Entry> entries(Seed first) {
        List<Entry> entries = new ArrayList<>();
        for (Matrix.Line line : matrix == null ? Matrix.standard() : Matrix.read(matrix)) {
            String where = "--matrix: " + (matrix == null ? "matrix.txt" : matrix) + ":" + line.number() + ": ";
            RunCommand command = new RunCommand();
            try {
                new CommandLine(command).parseArgs(line.words().toArray(String[]::new));
                command.options.resolve(first);
            } catch (CommandLine.ParameterException | IllegalArgumentException e) {
                throw new IllegalArgumentException(where + e.getMessage(), e);
            }
            if (command.options.expect == null) {
                throw new IllegalArgumentException(where + "--expect is missing");
            }
            entries.add(new Entry(line.text(), command.options, new ArrayList<>()));
        }
        return entries;
    }

    private Night run(List<Entry> entries, Duration time, Seed first, Path kept, @Nullable Night before, Instant began)
            throws InterruptedException {
        long start = clock.nanos();
        Budget turns = new Budget(time);
        for (Entry entry : entries) {
            boolean failed = before != null
                    && before.tests().stream().anyMatch(test -> test.name().equals(entry.name()) && test.failed());
            turns.add(Amounts.positive("--time-limit", entry.options().timeLimit), failed);
        }
        long number = 0;
        Optional<Integer> next = turns.next(Duration.ZERO);
        while (next.isPresent()) {
            long runBegan = clock.nanos();
            Entry entry = entries.get(next.get());
            entry.runs()
                    .add(run(
                            entry.options().source(),
                            entry.options().resolve(new Seed(first.value() + number++)),
                            kept));
            turns.took(next.get(), Duration.ofNanos(clock.nanos() - runBegan));
            next = turns.next(Duration.ofNanos(clock.nanos() - start));
        }
        return new Night(
                began.toString(),
                time.toSeconds(),
                entries.stream()
                        .map(entry -> new Tested(entry.name(), entry.runs()))
                        .toList());
    }

    /** A harness that fails costs one run, not the night. */
    private Ran run(ProviderSource source, Test test, Path kept) throws InterruptedException {
        long began = clock.nanos();
        console.line("");
        console.line(Telling.headline(test, source.name()));
        SingleRun trial = null;
        VerdictRecord verdict = null;
        String crash = "";
        try {
            Provider provider = providers.computeIfAbsent(
                    source.name() + test.system().image().orElse(""),
                    name -> source.ready(test.system().image(), console));
            trial = new SingleRun(test, provider, kept, false, ExitCode.VALID, console);
            verdict = trial.execute();
        } catch (RuntimeException e) {
            LOG.error("the run crashed", e);
            crash = String.valueOf(e.getMessage());
            console.line("CRASHED  " + crash);
        }
        Optional<Path> folder = trial == null ? Optional.empty() : trial.folder();
        return new Ran(
                test.seed().value(),
                verdict == null ? "crashed" : verdict.verdict(),
                String.valueOf(test.expect()),
                verdict == null ? crash : verdict.sentence(),
                verdict == null ? List.of() : verdict.story(),
                verdict == null
                        ? null
                        : folder.map(path -> "../" + kept.relativize(path) + "/report.html")
                                .orElse(null),
                test.command(),
                (clock.nanos() - began) / 1e9);
    }

    private void tell(Night night, @Nullable Night before, Path folder) {
        console.line("");
        for (Tested test : night.tests()) {
            long good = test.runs().stream().filter(Ran::asExpected).count();
            String became = test.runs().isEmpty()
                    ? "not run: the time was up"
                    : night.since(before, test).map(failure -> failure.word()).orElse("");
            console.line("  " + good + " of " + test.runs().size() + " as expected  " + test.name()
                    + (became.isEmpty() ? "" : "  " + became));
        }
        console.line("summary: " + folder.resolve("summary.md"));
    }

    private static int code(Night night) {
        int worst = ExitCode.VALID;
        for (Tested test : night.tests()) {
            for (Ran run : test.runs()) {
                worst = ExitCode.worst(
                        worst,
                        run.verdict().equals("crashed")
                                ? ExitCode.UNKNOWN
                                : ExitCode.of(run.verdict(), run.expected()));
            }
        }
        return worst;
    }
}
