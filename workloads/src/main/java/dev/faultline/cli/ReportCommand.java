package dev.faultline.cli;

import dev.faultline.harness.option.Words;
import dev.faultline.harness.report.Index;
import dev.faultline.harness.report.Report;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code faultline report}: draws the reports of stored runs anew, as a newer Faultline draws them. */
@Command(
        name = "report",
        description = {
            "Draws the reports of stored runs anew from their files, and the index. Judges nothing: the verdicts stay.",
            "analyze judges again and draws too."
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Their folders, as results/latest.")
    List<Path> runs = List.of();

    @Override
    public Integer call() throws IOException {
        List<RunFolder> folders = new ArrayList<>();
        Set<Path> indices = new LinkedHashSet<>();
        for (Path run : runs) { // all looked at before any is drawn
            RunFolder folder = existing(run);
            TestRecord test = Json.read(folder.test(), TestRecord.class);
            folder.keptIn(test.system() + "-" + test.workload()).ifPresent(indices::add);
            folders.add(folder);
        }
        for (RunFolder folder : folders) {
            System.out.println("report: " + Report.write(folder));
        }
        for (Path results : indices) {
            Index.refresh(results, Clock.system().wall());
        }
        return ExitCode.VALID;
    }

    private static RunFolder existing(Path run) {
        try {
            RunFolder folder = new RunFolder(Places.fromHere(run.toRealPath()));
            if (!Files.isRegularFile(folder.test())) {
                throw new IllegalArgumentException("RUN: " + folder.path() + " holds no run: test.json is not there");
            }
            if (!Files.isRegularFile(folder.verdict())) {
                throw new IllegalArgumentException("RUN: " + folder.path() + " has no verdict: ./faultline analyze "
                        + Words.inShell(Places.fromTop(folder.path())) + " judges it and draws its report");
            }
            return folder;
        } catch (IOException e) {
            throw new IllegalArgumentException("RUN: no run folder at " + run, e);
        }
    }
}
