package dev.faultline.cli;

import dev.faultline.docker.DockerSource;
import dev.faultline.harness.option.Words;
import dev.faultline.harness.run.Console;
import dev.faultline.harness.time.Seed;
import dev.faultline.sim.SimulationSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code faultline demo}: what it is like, in containers where there is an engine and in simulation where there is none. */
@Command(
        name = "demo",
        description = {
            "In Docker, if an engine answers: five etcd nodes, a minute at 200 operations a second, under partitions, kills, pauses and"
                    + " slow links that leave a majority running; etcd is expected to stay linearizable.",
            "Else in simulation, within seconds: a correct cluster, and the same cluster with a planted bug, which is found and"
                    + " replayed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    private static final int SEEDS_MAX = 50;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "docker or sim. Default: docker if an engine answers, else sim.")
    @Nullable
    String provider;

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

    private final Console console = new Console(System.out);

    @Override
    public Integer call() throws InterruptedException {
        boolean docker = provider == null ? engineAnswers() : chosen().equals("docker");
        return docker ? inDocker() : inSimulation();
    }

    private String chosen() {
        return Words.lookUp(
                "--provider", "provider", String.valueOf(provider), Map.of("docker", "docker", "sim", "sim"));
    }

    private boolean engineAnswers() {
        Optional<String> missing = new DockerSource().missing();
        if (missing.isPresent()) {
            console.line("In simulation, for there is no Docker: " + missing.get());
            console.line("With Docker it shows real etcd in containers: ./faultline demo --provider docker");
        } else {
            console.line("In Docker; without it, within seconds: ./faultline demo --provider sim");
        }
        return missing.isEmpty();
    }

    private int inDocker() throws InterruptedException {
        RunCommand run = run(
                "--faults", "partition,kill,pause,slow", "--targets", "one,minority,leader", "--fault-interval", "1s");
        run.options.seed = seed;
        return run.execute(run.options.seed());
    }

    private int inSimulation() throws InterruptedException {
        Seed first = seed == null ? Seed.fresh() : new Seed(seed);
        console.line("");
        console.line("A correct cluster:");
        int correct = simulated("none").execute(first);
        console.line("");
        console.line(
                "The same cluster with a planted bug: a node that was deposed and does not know it answers reads.");
        int broken = ExitCode.VALID;
        for (int i = 0; i < SEEDS_MAX && broken == ExitCode.VALID; i++) {
            broken = simulated("stale-leader-read").execute(new Seed(first.value() + i));
        }
        console.line("");
        console.line("The violation again, from its seed:");
        int replayed = results == null
                ? Main.execute("replay", "latest")
                : Main.execute("replay", "latest", "--results", results.toString());
        boolean shown = correct == ExitCode.VALID && broken == ExitCode.INVALID && replayed == ExitCode.VALID;
        return shown ? ExitCode.VALID : ExitCode.INVALID;
    }

    private RunCommand simulated(String bug) {
        return run(
                "--system",
                "single-leader",
                "--provider",
                SimulationSource.NAME,
                "--time-limit",
                "30",
                "--faults",
                "partition",
                "--targets",
                "leader,one",
                "--option",
                "bug=" + bug);
    }

    private RunCommand run(String... words) {
        RunCommand run = new RunCommand();
        new CommandLine(run).parseArgs(words);
        run.results = results;
        return run;
    }
}
