package dev.faultline.cli;

import dev.faultline.harness.client.Workload;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.option.Words;
import dev.faultline.harness.report.Index;
import dev.faultline.harness.run.Console;
import dev.faultline.harness.run.Judge;
import dev.faultline.harness.run.Telling;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code faultline analyze}: judges a stored run again, also one that was cut short. */
@Command(
        name = "analyze",
        description = {
            "Judges a stored run again from its files and draws its report anew; needs no cluster.",
            "Also for a run whose harness was killed: what it recorded until then is judged.",
            "Ends with the verdict's own code, whatever was expected."
        },
        mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Its folder. Default: the run that was begun last.")
    @Nullable
    Path run;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where runs are kept. Default: results, at the top of the project.")
    @Nullable
    Path results;

    @Override
    public Integer call() {
        RunFolder folder = new RunFolder(
                existing(run != null ? run : Places.results(results).resolve("current")));
        if (!Files.exists(folder.test()) || !Files.exists(folder.history())) {
            throw new IllegalArgumentException(
                    "RUN: " + folder.path() + " holds no run to judge: test.json or history.edn is not there");
        }
        TestRecord test = Json.read(folder.test(), TestRecord.class);
        SystemUnderTest system = Words.lookUp("test.json, system", "system", test.system(), Catalogue.SYSTEMS);
        Workload<?> workload = Words.lookUp("test.json, workload", "workload", test.workload(), Catalogue.WORKLOADS);
        Options options = Options.resolve(
                Stream.concat(system.options().stream(), workload.options().stream())
                        .toList(),
                test.options());
        Clock clock = Clock.system();
        VerdictRecord verdict = new Judge(system, workload, options, clock).judge(folder);
        folder.keptIn(test.system() + "-" + test.workload()).ifPresent(kept -> Index.refresh(kept, clock.wall()));
        Telling.verdict(new Console(System.out), folder, verdict);
        return ExitCode.of(verdict.verdict());
    }

    /** The folder itself, not a link that points at another one tomorrow. */
    private static Path existing(Path path) {
        try {
            return Places.fromHere(path.toRealPath());
        } catch (IOException e) {
            throw new IllegalArgumentException("RUN: no run folder at " + path, e);
        }
    }
}
