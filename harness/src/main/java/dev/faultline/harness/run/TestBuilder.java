package dev.faultline.harness.run;

import dev.faultline.harness.client.Workload;
import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.FaultPlan;
import dev.faultline.harness.fault.PlanEntry;
import dev.faultline.harness.fault.ScheduleFile;
import dev.faultline.harness.fault.Scheduled;
import dev.faultline.harness.fault.Share;
import dev.faultline.harness.fault.Target;
import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.objective.Objective;
import dev.faultline.harness.option.Amounts;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.option.Words;
import dev.faultline.harness.system.NodeRange;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a test is to be, in the words that users write on the command line, in annotations or in code, and its resolution.
 * Nothing is looked at before {@link #build}; what is wrong is then told by the name that it has on the command line.
 */
public final class TestBuilder {
    private static final List<String> VERDICTS = List.of("valid", "invalid", "unknown");
    private static final List<String> TARGETS =
            Stream.of(Target.values()).map(Target::word).toList();
    private static final Duration FAULT_INTERVAL = Duration.ofSeconds(3);

    /** What injecting, proving and recovery take of one fault, beside the time that it holds. */
    private static final Duration TO_RECOVER = Duration.ofSeconds(5);

    private final SystemUnderTest system;
    private final Workload<?> workload;
    private int nodes;
    private String concurrency = "2n";
    private double rate = 200;
    private Duration timeLimit = Duration.ofSeconds(60);
    private List<String> faults = List.of();
    private final Map<String, Integer> faultLimits = new TreeMap<>();
    private @Nullable Path schedule;
    private boolean eachOnce;
    private List<String> targets = TARGETS;
    private Duration faultInterval = FAULT_INTERVAL;
    private Duration opTimeout = Duration.ofSeconds(1);
    private Duration recoveryTime = Duration.ofSeconds(60);
    private @Nullable Duration latency;
    private final Map<String, String> options = new TreeMap<>();
    private String provider = "";
    private Predicate<String> injects = kind -> true;
    private @Nullable String expect;
    private List<String> objectives = List.of();

    public TestBuilder(SystemUnderTest system, Workload<?> workload) {
        this.system = system;
        this.workload = workload;
        this.nodes = system.nodes().preset();
    }

    /**
     * Where it is to run: without that, anywhere.
     *
     * @param canInject of the name of a kind of fault, whether the provider's clusters can have it
     */
    public TestBuilder provider(String name, Predicate<String> canInject) {
        provider = name;
        injects = canInject;
        return this;
    }

    /** As many as the system can have; as many as it has by default when nothing is said. */
    public TestBuilder nodes(int value) {
        nodes = value;
        return this;
    }

    /** A number of clients, or such as {@code 2n} for two to each node. */
    public TestBuilder concurrency(String value) {
        concurrency = value;
        return this;
    }

    /** Operations a second, all clients together. */
    public TestBuilder rate(double value) {
        rate = value;
        return this;
    }

    /** How long clients work. */
    public TestBuilder timeLimit(Duration value) {
        timeLimit = value;
        return this;
    }

    /** Kinds of fault, to be mixed by seed, each alone or with its weight: {@code kill}, {@code kill=3}. */
    public TestBuilder faults(List<String> kinds) {
        faults = List.copyOf(kinds);
        return this;
    }

    /**
     * Every shape of every kind of fault once, or of those asked for by {@link #faults}, in place of a mix; the time limit is then
     * what they need.
     */
    public TestBuilder eachFaultOnce() {
        eachOnce = true;
        return this;
    }

    /** At most so many faults of a kind. */
    public TestBuilder faultLimit(String kind, int most) {
        faultLimits.put(kind, most);
        return this;
    }

    /** Exactly the faults of this file, in place of faults mixed by seed; null for those. */
    public TestBuilder schedule(@Nullable Path file) {
        schedule = file;
        return this;
    }

    /** Whom faults hit: {@code one}, {@code minority}, {@code majority}, {@code all}, {@code leader}. */
    public TestBuilder targets(List<String> words) {
        targets = List.copyOf(words);
        return this;
    }

    /** How long the cluster is left alone before each fault. */
    public TestBuilder faultInterval(Duration value) {
        faultInterval = value;
        return this;
    }

    /** When the outcome of an operation counts as unknown. */
    public TestBuilder opTimeout(Duration value) {
        opTimeout = value;
        return this;
    }

    /** How long the cluster may take to recover after the last heal. */
    public TestBuilder recoveryTime(Duration value) {
        recoveryTime = value;
        return this;
    }

    /** What a message between nodes takes on average, of providers that can choose; null for what the seed decides. */
    public TestBuilder latency(@Nullable Duration mean) {
        latency = mean;
        return this;
    }

    /** An option of the system or the workload. */
    public TestBuilder option(String name, String value) {
        options.put(name, value);
        return this;
    }

    /** {@code valid}, {@code invalid} or {@code unknown}: the verdict that is meant to come out; null when nothing is said. */
    public TestBuilder expect(@Nullable String verdict) {
        expect = verdict;
        return this;
    }

    /** Bounds on what the run measures, such as {@code recovery<10s}. */
    public TestBuilder objectives(List<String> bounds) {
        objectives = List.copyOf(bounds);
        return this;
    }

    /**
     * Everything resolved for one run.
     *
     * @param command runs the same test again
     * @throws IllegalArgumentException in one line, naming the option and what is allowed
     */
    public Test build(Seed seed, String command) {
        if (!workload.runsOn(system)) {
            throw new IllegalArgumentException("--workload: " + workload.name() + " does not run on " + system.name());
        }
        if (!system.nodes().contains(nodes)) {
            String whose = system.nodes().equals(NodeRange.ANY) ? "" : " for " + system.name();
            throw new IllegalArgumentException("--nodes: must be " + system.nodes() + whose + ", not " + nodes);
        }
        if (!(rate > 0 && rate <= 1_000_000)) {
            throw new IllegalArgumentException(
                    "--rate: must be more than 0 and at most 1000000 operations a second, not " + Amounts.plain(rate));
        }
        if (eachOnce) {
            return eachOnce(seed, command);
        }
        positive("--time-limit", timeLimit);
        if (faultInterval.isNegative()) {
            throw new IllegalArgumentException("--fault-interval: must be 0 or more, not " + seconds(faultInterval));
        }
        return schedule == null
                ? resolved(drawn(seed), timeLimit, names(shares()), seed, command)
                : resolved(FaultPlan.scheduled(scheduled(schedule)), timeLimit, null, seed, command);
    }

    /** @param kinds those that the plan was drawn from; null for those that are in it */
    private Test resolved(FaultPlan plan, Duration time, @Nullable List<String> kinds, Seed seed, String command) {
        return new Test(
                system,
                workload,
                Options.resolve(known(), options),
                new Workload.Shape(nodes, clients(), rate, time),
                kinds == null ? kindsOf(plan) : kinds,
                plan,
                positive("--op-timeout", opTimeout),
                positive("--recovery-time", recoveryTime),
                latency == null ? null : positive("--latency", latency),
                seed,
                Version.number(),
                command,
                expected(),
                parsedObjectives());
    }

    private List<Objective> parsedObjectives() {
        try {
            return objectives.stream().map(Objective::parse).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--objective: " + e.getMessage(), e);
        }
    }

    private static Duration positive(String option, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(option + ": must be more than zero, not " + seconds(duration));
        }
        return duration;
    }

    private static String seconds(Duration duration) {
        return Amounts.plain(duration.toMillis() / 1000.0) + " s";
    }

    private @Nullable String expected() {
        if (expect != null && !VERDICTS.contains(expect)) {
            throw Words.unknown("--expect", "verdict", expect, VERDICTS);
        }
        return expect;
    }

    private Test eachOnce(Seed seed, String command) {
        List<FaultKind> kinds = faults.isEmpty()
                ? Faults.ALL.stream()
                        .filter(kind ->
                                kind.possibleOn(system) && injects.test(kind.name()) && nodes >= kind.nodesMin())
                        .toList()
                : shares().stream().map(Share::kind).toList();
        FaultPlan plan = FaultPlan.each(kinds, faultInterval, seed.fork("faults"));
        return resolved(
                plan,
                plan.timeNeeded(TO_RECOVER),
                kinds.stream().map(FaultKind::name).toList(),
                seed,
                command);
    }

    private FaultPlan drawn(Seed seed) {
        List<Share> shares = shares();
        requireTimeFor(shares);
        return FaultPlan.mixOf(shares, chosenTargets(), faultInterval, timeLimit, seed.fork("faults"));
    }

    /** A kind that was asked for and never came would be missed by nobody. */
    private void requireTimeFor(List<Share> shares) {
        Duration needed = FaultPlan.timeForEach(shares.stream().map(Share::kind).toList(), faultInterval);
        if (needed.compareTo(timeLimit) > 0) {
            throw new IllegalArgumentException("--time-limit: one each of " + String.join(", ", names(shares))
                    + " takes " + needed.toSeconds() + " s, not " + Amounts.plain(timeLimit.toMillis() / 1000.0));
        }
    }

    /** A schedule decides what the options for drawn faults would: they are refused beside it, not passed over. */
    private List<Scheduled> scheduled(Path file) {
        alone("--faults", faults.isEmpty());
        alone("--fault-limit", faultLimits.isEmpty());
        alone("--targets", targets.equals(TARGETS));
        alone("--fault-interval", faultInterval.equals(FAULT_INTERVAL));
        List<Scheduled> scheduled = read(file);
        scheduled.forEach(fault -> requireInjected("--schedule", fault.kind()));
        return scheduled;
    }

    private List<Scheduled> read(Path file) {
        try {
            return ScheduleFile.read(
                    file,
                    Faults.ALL,
                    IntStream.rangeClosed(1, nodes).mapToObj(i -> "n" + i).toList(),
                    system,
                    timeLimit);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--schedule: " + e.getMessage(), e);
        }
    }

    private static void alone(String option, boolean leftOut) {
        if (!leftOut) {
            throw new IllegalArgumentException(
                    "--schedule: says which faults come when; leave out " + option + " (or --schedule)");
        }
    }

    private static List<String> kindsOf(FaultPlan plan) {
        return plan.faults().stream().map(PlanEntry::kind).distinct().toList();
    }

    private int clients() {
        int clients = Amounts.clients("--concurrency", concurrency, nodes);
        int group = workload.group(nodes);
        if (clients % group != 0) {
            throw new IllegalArgumentException("--concurrency: " + workload.name() + " needs a multiple of " + group
                    + " clients on " + nodes + " nodes, not " + clients);
        }
        return clients;
    }

    private List<Share> shares() {
        Map<String, Share> shares = new LinkedHashMap<>();
        for (String word : faults) {
            String[] parts = word.split("=", 2);
            int weight = parts.length == 1 ? 1 : whole("--faults", parts[0], parts[1], Share.WEIGHT_MAX);
            shares.putIfAbsent(parts[0], new Share(kind(parts[0]), weight, Integer.MAX_VALUE));
        }
        faultLimits.forEach((name, most) -> {
            Share share = shares.get(name);
            if (share == null) {
                throw Words.unknown("--fault-limit", "fault among --faults", name, shares.keySet());
            }
            if (most < 1) {
                throw new IllegalArgumentException("--fault-limit: " + name + " must be 1 or more, not " + most);
            }
            shares.put(name, new Share(share.kind(), share.weight(), most));
        });
        return List.copyOf(shares.values());
    }

    private FaultKind kind(String name) {
        if (!Faults.names().contains(name)) {
            throw Words.unknown("--faults", "fault", name, Faults.names());
        }
        FaultKind kind = Faults.named(name);
        if (!kind.possibleOn(system)) {
            throw Words.unknown("--faults", "fault of " + system.name(), name, Faults.namesOn(system));
        }
        requireInjected("--faults", name);
        if (nodes < kind.nodesMin()) {
            throw new IllegalArgumentException(
                    "--faults: a " + name + " needs at least " + kind.nodesMin() + " nodes, not " + nodes);
        }
        return kind;
    }

    private void requireInjected(String option, String kind) {
        if (!injects.test(kind)) {
            throw Words.unknown(
                    option,
                    "fault of provider " + provider,
                    kind,
                    Faults.namesOn(system).stream().filter(injects).toList());
        }
    }

    private static int whole(String option, String name, String text, int most) {
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                option + ": the weight of " + name + " must be 1 to " + most + ", not " + text);
    }

    private static List<String> names(List<Share> shares) {
        return shares.stream().map(share -> share.kind().name()).toList();
    }

    private List<Target> chosenTargets() {
        Map<String, Target> known = Words.byName(List.of(Target.values()), Target::word);
        List<Target> chosen = targets.stream()
                .map(word -> Words.lookUp("--targets", "target", word, known))
                .distinct()
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "--targets: name at least one (" + String.join(", ", known.keySet()) + ")");
        }
        return chosen;
    }

    private List<Option> known() {
        return Stream.concat(system.options().stream(), workload.options().stream())
                .toList();
    }
}
