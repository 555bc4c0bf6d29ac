package dev.faultline.cli;

import dev.faultline.harness.option.Words;
import dev.faultline.harness.report.Index;
import dev.faultline.harness.run.Console;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.time.Clock;
import dev.faultline.node.Bug;
import dev.faultline.sweep.Outcome;
import dev.faultline.systems.leader.ProgramVersion;
import dev.faultline.trial.TrialLine;
import dev.faultline.trial.TrialPage;
import dev.faultline.trial.TrialRecord;
import dev.faultline.trial.TrialRecord.BugTrial;
import dev.faultline.trial.TrialRecord.Control;
import dev.faultline.trial.TrialRecord.CorrectTrial;
import dev.faultline.trial.TrialRecord.Failure;
import dev.faultline.trial.TrialTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code faultline trial}: whether the harness finds the mistakes that are known to be there, and accuses nobody else. */
@Command(
        name = "trial",
        description = {
            "Puts Faultline itself on trial, in simulation: every planted bug against the workload that must see it, until it is found"
                    + " or the seeds are used up; the same seeds without the bug; and every correct configuration.",
            "Writes DIR/trial.json and DIR/trial.html. Ends with 0 when every bug was found and every run without one is valid and"
                    + " proves something, else with 1."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TrialCommand implements Callable<Integer> {
    private static final Map<String, Bug> BUGS = Words.byName(Arrays.asList(Bug.values()), Bug::word);
    private static final Predicate<Outcome> VALID = outcome -> outcome.verdict().equals("valid");
    private static final int SEEDS_MAX = 1_000_000;

    @Option(
            names = "--seeds",
            defaultValue = "200",
            paramLabel = "N",
            description = "How many seeds each bug is given. Default: ${DEFAULT-VALUE}.")
    int seeds = 200;

    @Option(
            names = "--correct",
            defaultValue = "2000",
            paramLabel = "N",
            description = "How many runs the correct configurations get together. Default: ${DEFAULT-VALUE}.")
    int correct = 2000;

    @Option(
            names = "--bugs",
            defaultValue = "",
            paramLabel = "WORD,...",
            description = "Only these bugs, named as in --option bug=WORD of run. Default: all of them.")
    String bugs = "";

    @Option(names = "--seed", defaultValue = "1", paramLabel = "LONG", description = "The first seed. Default: 1.")
    long seed = 1;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where the trial is kept. Default: results, at the top of the project.")
    @Nullable
    Path results;

    private final Clock clock = Clock.system();
    private final Console console = new Console(System.out);
    private final int cores = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws InterruptedException {
        within("--seeds", seeds, 1);
        within("--correct", correct, 0);
        List<Bug> chosen = Words.list(bugs).stream()
                .map(word -> Words.lookUp("--bugs", "bug", word, BUGS))
                .toList();
        Path kept = Places.writable(Places.results(results));
        TrialSweeps sweeps = new TrialSweeps(kept, seed, cores, clock, console);
        return Interrupted.byCtrlC(console, sweeps::stop, () -> execute(chosen, kept, sweeps));
    }

    private static void within(String option, int value, int least) {
        if (value < least || value > SEEDS_MAX) {
            throw new IllegalArgumentException(option + ": must be " + least + " to " + SEEDS_MAX + ", not " + value);
        }
    }

    /** When it is stopped it keeps what an earlier one came to: its own figures would be of what it had time for. */
    int execute(List<Bug> chosen, Path kept, TrialSweeps sweeps) throws InterruptedException {
        long began = clock.nanos();
        String started = clock.wall().truncatedTo(ChronoUnit.SECONDS).toString();
        List<TrialLine> lines = TrialLine.standard();
        List<BugTrial> found = new ArrayList<>();
        for (TrialLine line : lines) {
            if (line.bug()
                            .filter(bug -> chosen.isEmpty() || chosen.contains(bug))
                            .isPresent()
                    && !sweeps.stopped()) {
                found.add(search(line, kept, sweeps));
            }
        }
        List<TrialLine> sound =
                lines.stream().filter(line -> line.bug().isEmpty()).toList();
        List<CorrectTrial> valid = new ArrayList<>();
        for (int i = 0; i < sound.size() && !sweeps.stopped(); i++) {
            int runs = (correct + i) / sound.size();
            if (runs > 0) {
                valid.add(sound(sound.get(i), runs, kept, sweeps));
            }
        }
        TrialRecord record = new TrialRecord(
                started,
                dev.faultline.harness.run.Version.number(),
                ProgramVersion.current(),
                since(began),
                cores,
                found,
                valid);
        console.line("");
        if (sweeps.stopped()) {
            console.line("interrupted: this is no whole trial, and is not kept");
            TrialTable.lines(record).forEach(console::line);
            Index.refresh(kept, clock.wall());
            return ExitCode.INVALID;
        }
        Json.write(kept.resolve("trial.json"), record);
        page(kept.resolve("trial.html"), record);
        TrialTable.lines(record).forEach(console::line);
        Index.refresh(kept, clock.wall());
        console.line("page: " + kept.resolve("trial.html"));
        return record.passed() ? ExitCode.VALID : ExitCode.INVALID;
    }

    private static void page(Path file, TrialRecord record) {
        try {
            Files.writeString(file, TrialPage.draw(record));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private BugTrial search(TrialLine line, Path kept, TrialSweeps sweeps) throws InterruptedException {
        Bug bug = line.bug().orElseThrow();
        long began = clock.nanos();
        Predicate<Outcome> caught = outcome ->
                outcome.verdict().equals("invalid") && outcome.violated().contains(bug.checker());
        List<Outcome> tried = sweeps.run(line.planted(), seeds, bug.word(), caught, caught);
        double seconds = since(began);
        Optional<Outcome> first = tried.stream().filter(caught).findFirst();
        List<Outcome> control = sweeps.run(line.sound(), tried.size(), "without it", VALID.negate(), outcome -> false);
        console.step(
                first.isPresent() ? "found" : "NOT FOUND",
                bug.word() + " by " + bug.checker() + ", " + tried.size() + " seeds, without it "
                        + count(control, "valid") + " of " + control.size() + " valid",
                Math.round(seconds * 1000));
        tell(control);
        return new BugTrial(
                bug.word(),
                bug.breaks(),
                bug.workload(),
                bug.checker(),
                line.faults(),
                first.isPresent(),
                first.map(Outcome::seed).orElse(null),
                tried.size(),
                seconds,
                first.map(Outcome::violated).orElse(List.of()),
                first.map(Outcome::sentence).orElse(null),
                first.map(outcome -> report(kept, outcome)).orElse(null),
                first.map(Outcome::command).orElseGet(() -> sweeps.command(line.planted())),
                new Control(
                        control.size(), count(control, "valid"), count(control, "invalid"), count(control, "unknown")));
    }

    private CorrectTrial sound(TrialLine line, int runs, Path kept, TrialSweeps sweeps) throws InterruptedException {
        long began = clock.nanos();
        List<Outcome> outcomes =
                sweeps.run(line.sound(), runs, line.valueOf("--workload"), VALID.negate(), outcome -> false);
        int vacuous =
                (int) outcomes.stream().filter(VALID.and(Outcome::vacuous)).count();
        console.step(
                "correct",
                line.valueOf("--workload") + ", " + line.name() + ": " + count(outcomes, "valid") + " of "
                        + outcomes.size() + " valid",
                Math.round(since(began) * 1000));
        tell(outcomes);
        return new CorrectTrial(
                line.name(),
                line.valueOf("--workload"),
                line.faults(),
                outcomes.size(),
                count(outcomes, "valid"),
                count(outcomes, "invalid"),
                count(outcomes, "unknown"),
                vacuous,
                count(outcomes, "crashed"),
                outcomes.stream().mapToLong(Outcome::operations).sum(),
                outcomes.stream().mapToLong(Outcome::faultsProved).sum(),
                since(began),
                outcomes.stream()
                        .filter(VALID.negate())
                        .map(outcome -> new Failure(
                                outcome.seed(),
                                outcome.verdict(),
                                outcome.sentence(),
                                outcome.command(),
                                report(kept, outcome)))
                        .toList());
    }

    /** Those that should be valid and are not. */
    private void tell(List<Outcome> outcomes) {
        outcomes.stream()
                .filter(VALID.negate())
                .forEach(outcome -> console.note(outcome.verdict().toUpperCase(Locale.ROOT) + " seed " + outcome.seed()
                        + ": " + outcome.sentence()));
    }

    private static int count(List<Outcome> outcomes, String verdict) {
        return (int) outcomes.stream()
                .filter(outcome -> outcome.verdict().equals(verdict))
                .count();
    }

    private static @Nullable String report(Path kept, Outcome outcome) {
        return outcome.folder() == null ? null : kept.relativize(outcome.folder()) + "/report.html";
    }

    private double since(long began) {
        return (clock.nanos() - began) / 1e9;
    }
}
