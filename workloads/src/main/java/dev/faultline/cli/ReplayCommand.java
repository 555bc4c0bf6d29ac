package dev.faultline.cli;

import dev.faultline.harness.report.StoryText;
import dev.faultline.harness.run.Console;
import dev.faultline.harness.run.Telling;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.time.Clock;
import dev.faultline.replay.Comparison;
import dev.faultline.replay.Failure;
import dev.faultline.replay.ReplayRecord;
import dev.faultline.replay.Rerun;
import dev.faultline.sim.SimulationSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code faultline replay}: a simulated failure made again. */
@Command(
        name = "replay",
        description = {
            "Makes a simulated run again that was not valid, and compares: history byte for byte, verdict and witness. Leaves no new run.",
            "Takes runs of the command line, of many seeds, of faults and of suites; refuses those of another version of the node programs.",
            "Ends with 0 when everything is the same, with 1 when not."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReplayCommand implements Callable<Integer> {
    private static final int LINES_MAX = 200;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = {
                "Its folder, its replay.json, or latest: the run that was over last.",
                "Default: the run that was begun last."
            })
    @Nullable
    Path run;

    @Option(
            names = "--story",
            description = {
                "Also tells what went on around the violation: messages, elections, faults, operations.",
                "Writes story.json beside the run and draws its report with them."
            })
    boolean story;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where runs are kept. Default: results, at the top of the project.")
    @Nullable
    Path results;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path file = recipe();
        ReplayRecord recorded = ReplayRecord.read(file);
        Test test = RecordedTest.of(file, recorded);
        Optional<RunFolder> folder = Optional.ofNullable(file.toAbsolutePath().getParent())
                .map(path -> new RunFolder(Places.fromHere(path)))
                .filter(around -> Files.isRegularFile(around.test()));
        Clock clock = Clock.system();
        Console console = new Console(System.out);
        console.line(Telling.headline(test, SimulationSource.NAME));
        try (Rerun again = Rerun.of(test, clock)) {
            Comparison comparison = new Comparison(recorded, folder, again.folder());
            List<String> difference = comparison.difference();
            if (!difference.isEmpty()) {
                difference.forEach(console::line);
                return ExitCode.INVALID;
            }
            console.line(comparison.identical());
            if (story) {
                tell(test, again, folder, clock, console);
            }
            return ExitCode.VALID;
        }
    }

    /** Of a folder, of a file, or of {@code latest} and {@code current} among the results. */
    private Path recipe() {
        Path asked = run == null ? Path.of("current") : run;
        boolean link = asked.equals(Path.of("latest")) || asked.equals(Path.of("current"));
        Path named = link && !Files.exists(asked) ? Places.results(results).resolve(asked) : asked;
        try {
            Path there = named.toRealPath();
            Path file = Files.isDirectory(there) ? new RunFolder(there).recipe() : there;
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("RUN: " + Places.fromHere(there)
                        + " has no replay.json: only simulated runs that were not valid leave one");
            }
            return Places.fromHere(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("RUN: no run folder at " + named, e);
        }
    }

    private static void tell(Test test, Rerun again, Optional<RunFolder> folder, Clock clock, Console console)
            throws IOException, InterruptedException {
        Optional<StoryRecord> told = new Failure(test, again.folder()).story(clock);
        if (told.isEmpty()) {
            console.line("no story: the verdict names no operation that went wrong");
            return;
        }
        console.line("");
        StoryText.lines(told.get(), LINES_MAX).forEach(console::line);
        if (folder.isPresent()) {
            Failure.show(folder.get(), told.get());
            console.line("");
            console.line("report: " + folder.get().report());
        }
    }
}
