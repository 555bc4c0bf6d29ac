package dev.faultline.cli;

import dev.faultline.harness.client.Workload;
import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.FaultPlan;
import dev.faultline.harness.fault.PlanEntry;
import dev.faultline.harness.fault.ScheduleFile;
import dev.faultline.harness.fault.Scheduled;
import dev.faultline.harness.fault.Target;
import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The options that say what is tested and how. Durations are {@code 300ms}, {@code 10s}, {@code 2m}, or bare seconds. */
final class TestOptions {
    private static final int NODES_MAX = 20;
    private static final List<String> VERDICTS = List.of("valid", "invalid", "unknown");

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
            defaultValue = "docker",
            paramLabel = "NAME",
            description = "Where nodes come from. Default: ${DEFAULT-VALUE}.")
    String provider = "docker";

    @CommandLine.Option(
            names = "--nodes",
            defaultValue = "5",
            paramLabel = "N",
            description = "Number of nodes. Default: ${DEFAULT-VALUE}.")
    int nodes = 5;

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
            paramLabel = "KIND,...",
            description = "partition, kill, pause, slow, loss, clock. Default: none.")
    String faults = "";

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

    /** The seed that was given, or a fresh one. */
    Seed seed() {
        return seed == null ? Seed.fresh() : new Seed(seed);
    }

    /**
     * Everything resolved for one run.
     *
     * @throws IllegalArgumentException in one line, naming the option and what is allowed
     */
    Test resolve(Seed chosen) {
        SystemUnderTest resolvedSystem = Words.lookUp("--system", "system", system, Catalogue.SYSTEMS);
        Workload<?> resolvedWorkload = Words.lookUp("--workload", "workload", workload, Catalogue.WORKLOADS);
        if (!Catalogue.PROVIDERS.contains(provider)) {
            throw Words.unknown("--provider", "provider", provider, Catalogue.PROVIDERS);
        }
        if (!resolvedWorkload.runsOn(resolvedSystem)) {
            throw new IllegalArgumentException("--workload: " + workload + " does not run on " + system);
        }
        within("--nodes", nodes, 1, NODES_MAX);
        if (!(rate > 0 && rate <= 1_000_000)) {
            throw new IllegalArgumentException(
                    "--rate: must be more than 0 and at most 1000000 operations a second, not " + Amounts.plain(rate));
        }
        Duration limit = Amounts.positive("--time-limit", timeLimit);
        FaultPlan plan = schedule == null
                ? drawn(resolvedSystem, limit, chosen)
                : FaultPlan.scheduled(scheduled(schedule, resolvedSystem, limit));
        return new Test(
                resolvedSystem,
                resolvedWorkload,
                Options.resolve(known(resolvedSystem, resolvedWorkload), options),
                new Workload.Shape(nodes, clients(resolvedWorkload), rate, limit),
                schedule == null ? names(kinds(resolvedSystem)) : kindsOf(plan),
                plan,
                Amounts.positive("--op-timeout", opTimeout),
                Amounts.positive("--recovery-time", recoveryTime),
                chosen,
                Version.number(),
                command(chosen),
                expected());
    }

    private @Nullable String expected() {
        if (expect != null && !VERDICTS.contains(expect)) {
            throw Words.unknown("--expect", "verdict", expect, VERDICTS);
        }
        return expect;
    }

    /** A kind that was asked for and never came would be missed by nobody. */
    private void requireTimeFor(List<FaultKind> kinds, Duration limit) {
        Duration needed = FaultPlan.timeForEach(kinds, Amounts.duration("--fault-interval", faultInterval));
        if (needed.compareTo(limit) > 0) {
            throw new IllegalArgumentException("--time-limit: one each of " + String.join(", ", names(kinds))
                    + " takes " + needed.toSeconds() + " s, not " + Amounts.plain(limit.toMillis() / 1000.0));
        }
    }

    private FaultPlan drawn(SystemUnderTest resolved, Duration limit, Seed chosen) {
        List<FaultKind> kinds = kinds(resolved);
        requireTimeFor(kinds, limit);
        return FaultPlan.mix(
                kinds, targets(), Amounts.duration("--fault-interval", faultInterval), limit, chosen.fork("faults"));
    }

    /** A schedule decides what the options for drawn faults would: they are refused beside it, not passed over. */
    private List<Scheduled> scheduled(Path file, SystemUnderTest resolved, Duration limit) {
        TestOptions defaults = new TestOptions();
        alone("--faults", faults, defaults.faults);
        alone("--targets", targets, defaults.targets);
        alone("--fault-interval", faultInterval, defaults.faultInterval);
        try {
            return ScheduleFile.read(
                    file,
                    Faults.ALL,
                    IntStream.rangeClosed(1, nodes).mapToObj(i -> "n" + i).toList(),
                    resolved,
                    limit);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--schedule: " + e.getMessage(), e);
        }
    }

    private static void alone(String option, String value, String byDefault) {
        if (!value.equals(byDefault)) {
            throw new IllegalArgumentException(
                    "--schedule: says which faults come when; leave out " + option + " (or --schedule)");
        }
    }

    private static List<String> kindsOf(FaultPlan plan) {
        return plan.faults().stream().map(PlanEntry::kind).distinct().toList();
    }

    private int clients(Workload<?> resolved) {
        int clients = Amounts.clients("--concurrency", concurrency, nodes);
        int group = resolved.group(nodes);
        if (clients % group != 0) {
            throw new IllegalArgumentException("--concurrency: " + workload + " needs a multiple of " + group
                    + " clients on " + nodes + " nodes, not " + clients);
        }
        return clients;
    }

    private List<FaultKind> kinds(SystemUnderTest resolved) {
        List<FaultKind> kinds = new ArrayList<>();
        for (String name : new LinkedHashSet<>(split(faults))) {
            if (!Faults.names().contains(name)) {
                throw Words.unknown("--faults", "fault", name, Faults.names());
            }
            FaultKind kind = Faults.named(name);
            if (!kind.possibleOn(resolved)) {
                throw Words.unknown("--faults", "fault of " + system, name, Faults.namesOn(resolved));
            }
            if (nodes < kind.nodesMin()) {
                throw new IllegalArgumentException(
                        "--faults: a " + name + " needs at least " + kind.nodesMin() + " nodes, not " + nodes);
            }
            kinds.add(kind);
        }
        return kinds;
    }

    private static List<String> names(List<FaultKind> kinds) {
        return kinds.stream().map(FaultKind::name).toList();
    }

    private List<Target> targets() {
        Map<String, Target> known = Words.byName(List.of(Target.values()), Target::word);
        List<Target> chosen = split(targets).stream()
                .map(word -> Words.lookUp("--targets", "target", word, known))
                .distinct()
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "--targets: name at least one (" + String.join(", ", known.keySet()) + ")");
        }
        return chosen;
    }

    private static List<Option> known(SystemUnderTest system, Workload<?> workload) {
        return Stream.concat(system.options().stream(), workload.options().stream())
                .toList();
    }

    private static List<String> split(String words) {
        return Stream.of(words.split(","))
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .toList();
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + ": must be " + least + " to " + most + ", not " + value);
        }
    }

    /** The command that runs the same test again, without what is said by default. */
    private String command(Seed chosen) {
        List<String> words = new ArrayList<>(List.of("./faultline", "run", "--system", system, "--workload", workload));
        TestOptions defaults = new TestOptions();
        add(words, "--provider", provider, defaults.provider);
        add(words, "--nodes", Integer.toString(nodes), Integer.toString(defaults.nodes));
        add(words, "--concurrency", concurrency, defaults.concurrency);
        add(words, "--rate", Amounts.plain(rate), Amounts.plain(defaults.rate));
        add(words, "--time-limit", timeLimit, defaults.timeLimit);
        add(words, "--faults", faults, defaults.faults);
        if (schedule != null) {
            words.addAll(List.of("--schedule", Places.inShell(schedule)));
        }
        add(words, "--targets", targets, defaults.targets);
        add(words, "--fault-interval", faultInterval, defaults.faultInterval);
        add(words, "--op-timeout", opTimeout, defaults.opTimeout);
        add(words, "--recovery-time", recoveryTime, defaults.recoveryTime);
        options.forEach((name, value) -> words.addAll(List.of("--option", name + "=" + value)));
        if (expect != null) {
            words.addAll(List.of("--expect", expect));
        }
        words.addAll(List.of("--seed", Long.toString(chosen.value())));
        return String.join(" ", words);
    }

    private static void add(List<String> words, String option, String value, String byDefault) {
        if (!value.equals(byDefault)) {
            words.addAll(List.of(option, value));
        }
    }
}
