package dev.faultline.cli;

import dev.faultline.harness.report.Index;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code faultline index}: the page of all stored runs, drawn anew. */
@Command(
        name = "index",
        description = {
            "Draws index.html, the page of all stored runs, from their files.",
            "Each run and each analyze does so too; this is for folders that were copied or removed by hand."
        },
        mixinStandardHelpOptions = true)
final class IndexCommand implements Callable<Integer> {

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where runs are kept. Default: results, at the top of the project.")
    @Nullable
    Path results;

    @Override
    public Integer call() throws IOException {
        Path kept = Places.results(results);
        if (!Files.isDirectory(kept)) {
            throw new IllegalArgumentException("--results: no folder " + kept);
        }
        System.out.println("index: " + Index.write(kept, Clock.system().wall()));
        return ExitCode.VALID;
    }
}
