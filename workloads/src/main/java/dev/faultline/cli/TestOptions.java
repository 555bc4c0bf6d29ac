package dev.faultline.cli;

import dev.faultline.harness.client.Workload;
import dev.faultline.harness.cluster.ProviderSource;
import dev.faultline.harness.option.Amounts;
import dev.faultline.harness.option.Words;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.run.TestBuilder;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The options that say what is tested and how. Durations are {@code 300ms}, {@code 10s}, {@code 2m}, or bare seconds. */
final class TestOptions {
    @CommandLine.Option(
            names = "--system",
            defaultValue = "etcd",
            paramLabel = "NAME",
            description = "What is tested. Default: ${DEFAULT-VALUE}.")
    String system = "etcd";

    @CommandLine.Option(
            names = "--workload",
            defaultValue = "register",
            paramLabel = "NAME",
            description = "What clients do and what must hold. Default: ${DEFAULT-VALUE}.")
    String workload = "register";

    @CommandLine.Option(
            names = "--provider",
            paramLabel = "NAME",
            description = {
                "Where nodes come from: docker (containers), or sim (in this JVM, on virtual time).",
                "Default: the first that the system can run on."
            })
    @Nullable
    String provider;

    @CommandLine.Option(
            names = "--nodes",
            paramLabel = "N",
            description = "Number of nodes. Default: 5, of postgres 1.")
    @Nullable
    Integer nodes;

    @CommandLine.Option(
            names = "--concurrency",
            defaultValue = "2n",
            paramLabel = "N|Mn",
            description = "Number of clients, n being the number of nodes. Default: ${DEFAULT-VALUE}.")
    String concurrency = "2n";

    @CommandLine.Option(
            names = "--rate",
            defaultValue = "200",
            paramLabel = "R",
            description = "Operations a second, all clients together. Default: ${DEFAULT-VALUE}.")
    double rate = 200;

    @CommandLine.Option(
            names = "--time-limit",
            defaultValue = "60",
            paramLabel = "TIME",
            description = "How long clients work. Default: ${DEFAULT-VALUE} s.")
    String timeLimit = "60";

    @CommandLine.Option(
            names = "--faults",
            defaultValue = "",
            paramLabel = "KIND[=WEIGHT],...",
            description = {
                "partition, kill, clock, pause, slow, connection, loss, restart, pressure, disk, membership, mixed by seed;",
                "of weight 3 comes three times as often as of weight 1, which is the default. Default: none."
            })
    String faults = "";

    @CommandLine.Option(
            names = "--fault-limit",
            paramLabel = "KIND=N",
            description = "At most N faults of a kind, such as kill=2. Default: as many as there is time for.")
    Map<String, Integer> faultLimits = new TreeMap<>();

    @CommandLine.Option(
            names = "--schedule",
            paramLabel = "FILE",
            description =
                    "Exactly the faults of this file: schedule.json of a run, or one of yours. Instead of --faults.")
    @Nullable
    Path schedule;

    @CommandLine.Option(
            names = "--targets",
            defaultValue = "one,minority,majority,all,leader",
            paramLabel = "WHOM,...",
            description = "Whom faults hit. Default: ${DEFAULT-VALUE}.")
    String targets = "one,minority,majority,all,leader";

    @CommandLine.Option(
            names = "--fault-interval",
            defaultValue = "3s",
            paramLabel = "TIME",
            description = "How long the cluster is left alone before each fault. Default: ${DEFAULT-VALUE}.")
    String faultInterval = "3s";

    @CommandLine.Option(
            names = "--op-timeout",
            defaultValue = "1s",
            paramLabel = "TIME",
            description = "When the outcome of an operation counts as unknown. Default: ${DEFAULT-VALUE}.")
    String opTimeout = "1s";

    @CommandLine.Option(
            names = "--recovery-time",
            defaultValue = "60s",
            paramLabel = "TIME",
            description = "How long the cluster may take to recover after the last heal. Default: ${DEFAULT-VALUE}.")
    String recoveryTime = "60s";

    @CommandLine.Option(
            names = "--latency",
            defaultValue = "",
            paramLabel = "TIME",
            description =
                    "In simulation, what a message between nodes takes on average. Default: 0.1 to 4 ms, by seed.")
    String latency = "";

    @CommandLine.Option(
            names = "--seed",
            paramLabel = "LONG",
            description = "Decides every choice. Default: a fresh one, which is printed.")
    @Nullable
    Long seed;

    @CommandLine.Option(
            names = {"-o", "--option"},
            paramLabel = "KEY=VALUE",
            description = "An option of the system or the workload, such as reads=serializable.")
    Map<String, String> options = new TreeMap<>();

    @CommandLine.Option(
            names = "--expect",
            paramLabel = "VERDICT",
            description = {
                "valid, invalid or unknown: the verdict that is meant to come out. It then ends with 0 when it did,",
                "else with 2 when the verdict is unknown and with 1 when it is another one."
            })
    @Nullable
    String expect;

    @CommandLine.Option(
            names = "--objective",
            paramLabel = "FIGURE<BOUND",
            description = {
                "A bound such as recovery<10s or availability>=99%%; may be repeated, or several with commas between.",
                "A run that breaks it is invalid, one that cannot tell is unknown. With < <= > or >=, in quotes for the shell.",
                "The figures are listed below."
            })
    List<String> objectives = new ArrayList<>();

    /** The seed that was given, or a fresh one. */
    Seed seed() {
        return seed == null ? Seed.fresh() : new Seed(seed);
    }

    /**
     * Where the nodes are to come from.
     *
     * @throws IllegalArgumentException in one line when the system cannot run there
     */
    ProviderSource source() {
        SystemUnderTest resolvedSystem = Words.lookUp("--system", "system", system, Catalogue.SYSTEMS);
        String name = provider == null ? resolvedSystem.providers().get(0) : provider;
        ProviderSource source = Words.lookUp("--provider", "provider", name, Catalogue.PROVIDERS);
        resolvedSystem.requireRunsOn(name);
        return source;
    }

    /**
     * Everything resolved for one run.
     *
     * @throws IllegalArgumentException in one line, naming the option and what is allowed
     */
    Test resolve(Seed chosen) {
        SystemUnderTest resolvedSystem = Words.lookUp("--system", "system", system, Catalogue.SYSTEMS);
        Workload<?> resolvedWorkload = Words.lookUp("--workload", "workload", workload, Catalogue.WORKLOADS);
        requireThatItRuns(resolvedWorkload, resolvedSystem);
        ProviderSource source = source();
        TestBuilder test = new TestBuilder(resolvedSystem, resolvedWorkload)
                .provider(source.name(), source::injects, source.choosesLatency())
                .concurrency(concurrency)
                .rate(rate)
                .timeLimit(Amounts.duration("--time-limit", timeLimit))
                .faults(Words.list(faults))
                .schedule(schedule, schedule == null ? "" : Places.fromTop(schedule))
                .targets(Words.list(targets))
                .faultInterval(Amounts.duration("--fault-interval", faultInterval))
                .opTimeout(Amounts.duration("--op-timeout", opTimeout))
                .recoveryTime(Amounts.duration("--recovery-time", recoveryTime))
                .latency(latency.isEmpty() ? null : Amounts.duration("--latency", latency))
                .expect(expect)
                .objectives(bounds());
        if (nodes != null) {
            test.nodes(nodes);
        }
        options.forEach(test::option);
        faultLimits.forEach(test::faultLimit);
        return test.build(chosen);
    }

    private static void requireThatItRuns(Workload<?> workload, SystemUnderTest system) {
        if (!workload.runsOn(system)) {
            String others = Catalogue.WORKLOADS.values().stream()
                    .filter(other -> other.runsOn(system))
                    .map(Workload::name)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "--workload: " + workload.name() + " does not run on " + system.name() + " (" + others + ")");
        }
    }

    /** Each once, in the order asked for. */
    private List<String> bounds() {
        return objectives.stream()
                .flatMap(words -> Words.list(words).stream())
                .distinct()
                .toList();
    }
}
