package dev.faultline.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code faultline demo}: a minute of etcd under every kind of fault. */
@Command(
        name = "demo",
        description = {
            "Five etcd nodes, a minute at 200 operations a second, under partitions, kills, pauses and slow links",
            "that leave a majority running: etcd is expected to stay linearizable."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--seed",
            paramLabel = "LONG",
            description = "Decides every choice. Default: a fresh one, which is printed.")
    @Nullable
    Long seed;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where runs are kept. Default: results, at the top of the project.")
    @Nullable
    Path results;

    @Override
    public Integer call() throws InterruptedException {
        RunCommand run = new RunCommand();
        run.options.faults = "partition,kill,pause,slow";
        run.options.targets = "one,minority,leader";
        run.options.faultInterval = "1s";
        run.options.seed = seed;
        run.results = results;
        return run.execute(run.options.seed());
    }
}
