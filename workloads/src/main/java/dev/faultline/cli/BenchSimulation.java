package dev.faultline.cli;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.run.Progress;
import dev.faultline.harness.run.Runner;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.time.Clock;
import dev.faultline.harness.time.Seed;
import dev.faultline.harness.time.VirtualScheduler;
import dev.faultline.sim.SimulationProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * {@code faultline bench simulation}: how much faster than real time a cluster is simulated, on one core: five nodes of the single-leader
 * cluster, 100 operations a second, every kind of fault. Judging is not counted.
 */
final class BenchSimulation {
    private static final List<String> TEST = List.of(
            "--system",
            "single-leader",
            "--provider",
            "sim",
            "--rate",
            "100",
            "--time-limit",
            "90",
            "--faults",
            "partition,kill,clock,pause,slow,loss,restart,disk,membership");
    private static final int ROUNDS = 30;
    private static final int WARM_UP = 40;

    /** Remembers whose time it was. */
    private static final class Remembering implements Provider {
        private final Provider provider;
        private @Nullable VirtualScheduler scheduler;

        Remembering(Provider provider) {
            this.provider = provider;
        }

        @Override
        public String name() {
            return provider.name();
        }

        @Override
        public Provider withFailingDisks() {
            return this;
        }

        @Override
        public Cluster provide(String run, int nodes, Ports ports) {
            Cluster cluster = provider.provide(run, nodes, ports);
            scheduler = cluster.virtualTime().orElseThrow().scheduler();
            return cluster;
        }
    }

    /** One run: what it took, and what it was. */
    private record Round(double seconds, double virtualSeconds, long events) {
        double speed() {
            return virtualSeconds / seconds;
        }
    }

    private final Clock clock = Clock.system();

    int run() throws IOException, InterruptedException {
        System.out.println("single-leader, 5 nodes, 100 op/s, 90 s, all faults, one core; " + WARM_UP
                + " runs to warm up, then " + ROUNDS);
        Path folder = Files.createTempDirectory("faultline-bench");
        try {
            for (int i = 0; i < WARM_UP; i++) {
                round(folder.resolve("warm-" + i), i + 1);
            }
            double seconds = 0;
            double virtual = 0;
            long events = 0;
            double[] speeds = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                Round round = round(folder.resolve("run-" + i), WARM_UP + i + 1);
                seconds += round.seconds();
                virtual += round.virtualSeconds();
                events += round.events();
                speeds[i] = round.speed();
            }
            Arrays.sort(speeds);
            System.out.printf(
                    Locale.ROOT,
                    "%,.0f virtual seconds in %.2f s: %,.0f times faster than real time (median of runs %,.0f, slowest %,.0f)%n",
                    virtual,
                    seconds,
                    virtual / seconds,
                    speeds[ROUNDS / 2],
                    speeds[0]);
            System.out.printf(
                    Locale.ROOT,
                    "%,d events, %,.0f a second, %,.0f a virtual second%n",
                    events,
                    events / seconds,
                    events / virtual);
            return ExitCode.VALID;
        } finally {
            delete(folder);
        }
    }

    private Round round(Path path, long seed) throws IOException, InterruptedException {
        RunCommand run = new RunCommand();
        new CommandLine(run).parseArgs(TEST.toArray(String[]::new));
        Test test = run.options.resolve(new Seed(seed));
        Remembering provider =
                new Remembering(new SimulationProvider().seeded(test.seed().fork("world")));
        RunFolder folder = new RunFolder(Files.createDirectories(path));
        long began = clock.nanos();
        new Runner(test, provider, folder, Progress.UNHEARD, clock, false).run();
        double seconds = (clock.nanos() - began) / 1e9;
        VirtualScheduler scheduler = Objects.requireNonNull(provider.scheduler);
        return new Round(seconds, scheduler.nanos() / 1e9, scheduler.count());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
