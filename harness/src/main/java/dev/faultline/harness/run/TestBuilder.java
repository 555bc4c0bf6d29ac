package dev.faultline.harness.run;

import dev.faultline.harness.client.Workload;
import dev.faultline.harness.objective.Objective;
import dev.faultline.harness.option.Amounts;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.option.Words;
import dev.faultline.harness.run.FaultWords.Chosen;
import dev.faultline.harness.system.NodeRange;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a test is to be, in the words that users write on the command line, in annotations or in code, and its resolution.
 * Nothing is looked at before {@link #build}; what is wrong is then told by the name that it has on the command line.
 */
public final class TestBuilder {
    private static final List<String> VERDICTS = List.of("valid", "invalid", "unknown");
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
    private static final Duration OP_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration RECOVERY_TIME = Duration.ofSeconds(60);
    private static final String CONCURRENCY = "2n";
    private static final double RATE = 200;

    private static final Duration TIME_MAX = Duration.ofHours(1000);

    /** What injecting, proving and recovery take of one fault, beside the time that it holds. */
    private static final Duration TO_RECOVER = Duration.ofSeconds(5);

    private final SystemUnderTest system;
    private final Workload<?> workload;
    private int nodes;
    private String concurrency = CONCURRENCY;
    private double rate = RATE;
    private Duration timeLimit = TIME_LIMIT;
    private List<String> faults = List.of();
    private final Map<String, Integer> faultLimits = new TreeMap<>();
    private @Nullable Path schedule;
    private String scheduleName = "";
    private boolean eachOnce;
    private List<String> targets = FaultWords.TARGETS;
    private Duration faultInterval = FaultWords.INTERVAL;
    private Duration opTimeout = OP_TIMEOUT;
    private Duration recoveryTime = RECOVERY_TIME;
    private @Nullable Duration latency;
    private final Map<String, String> options = new TreeMap<>();
    private String provider = "";
    private Predicate<String> injects = kind -> true;
    private boolean choosesLatency = true;
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
     * @param canChooseLatency whether the provider's clusters can be told what a message between nodes takes
     */
    public TestBuilder provider(String name, Predicate<String> canInject, boolean canChooseLatency) {
        provider = name;
        injects = canInject;
        choosesLatency = canChooseLatency;
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
        return schedule(file, String.valueOf(file));
    }

    /** @param name of the file where commands are run */
    public TestBuilder schedule(@Nullable Path file, String name) {
        schedule = file;
        scheduleName = name;
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
     * Everything resolved for one run, which Faultline's own command runs again.
     *
     * @throws IllegalArgumentException in one line, naming the option and what is allowed
     */
    public Test build(Seed seed) {
        return build(seed, Words.inShell(words(seed)));
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
        FaultWords words = new FaultWords(faults, faultLimits, targets, faultInterval, provider, injects);
        if (eachOnce) {
            Chosen each = words.eachOnce(system, nodes, seed.fork("faults"));
            return resolved(each, each.plan().timeNeeded(TO_RECOVER), seed, command);
        }
        positive("--time-limit", timeLimit);
        Chosen chosen = schedule == null
                ? words.mixed(system, nodes, timeLimit, seed.fork("faults"))
                : words.scheduled(schedule, system, nodes, timeLimit);
        return resolved(chosen, timeLimit, seed, command);
    }

    private Test resolved(Chosen chosen, Duration time, Seed seed, String command) {
        return new Test(
                system,
                workload,
                consistentOptions(),
                new Workload.Shape(nodes, clients(), rate, time),
                chosen.kinds(),
                chosen.plan(),
                positive("--op-timeout", opTimeout),
                positive("--recovery-time", recoveryTime),
                chosenLatency(),
                seed,
                Version.number(),
                command,
                words(seed),
                expected(),
                parsedObjectives());
    }

    /** Those of Faultline's own command that asks for this test, without what is so by default. */
    private List<String> words(Seed seed) {
        CommandWords words = new CommandWords("./faultline", eachOnce ? "faults" : "run", "--system", system.name());
        if (!eachOnce) {
            words.add("--workload", workload.name());
        }
        words.add(
                "--provider",
                provider.isEmpty() ? system.providers().get(0) : provider,
                system.providers().get(0));
        words.add(
                "--nodes",
                Integer.toString(nodes),
                Integer.toString(system.nodes().preset()));
        words.add("--concurrency", concurrency, CONCURRENCY);
        words.add("--rate", Amounts.plain(rate), Amounts.plain(RATE));
        words.add("--time-limit", Amounts.text(timeLimit), Amounts.text(TIME_LIMIT));
        words.add("--faults", String.join(",", faults), "");
        faultLimits.forEach((kind, most) -> words.add("--fault-limit", kind + "=" + most));
        if (schedule != null) {
            words.add("--schedule", scheduleName);
        }
        words.add("--targets", String.join(",", targets), String.join(",", FaultWords.TARGETS));
        words.add("--fault-interval", Amounts.text(faultInterval), Amounts.text(FaultWords.INTERVAL));
        words.add("--op-timeout", Amounts.text(opTimeout), Amounts.text(OP_TIMEOUT));
        words.add("--recovery-time", Amounts.text(recoveryTime), Amounts.text(RECOVERY_TIME));
        if (latency != null) {
            words.add("--latency", Amounts.text(latency));
        }
        options.forEach((name, value) -> words.add("--option", name + "=" + value));
        if (expect != null) {
            words.add("--expect", expect);
        }
        objectives.forEach(objective -> words.add("--objective", objective));
        words.add("--seed", Long.toString(seed.value()));
        return words.words();
    }

    private List<Objective> parsedObjectives() {
        try {
            return objectives.stream().map(Objective::parse).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--objective: " + e.getMessage(), e);
        }
    }

    private Options consistentOptions() {
        Options resolved = Options.resolve(known(), options);
        try {
            system.requireConsistent(resolved);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--option " + e.getMessage(), e);
        }
        return resolved;
    }

    private @Nullable Duration chosenLatency() {
        if (latency == null) {
            return null;
        }
        if (!choosesLatency) {
            throw new IllegalArgumentException("--latency: the networks of " + provider
                    + " are as they are (a simulation can choose; --faults slow makes others slower)");
        }
        return positive("--latency", latency);
    }

    private static Duration positive(String option, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(option + ": must be more than zero, not " + seconds(duration));
        }
        if (duration.compareTo(TIME_MAX) > 0) {
            throw new IllegalArgumentException(
                    option + ": must be at most " + TIME_MAX.toHours() + " h, not " + seconds(duration));
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

    private int clients() {
        int clients = Amounts.clients("--concurrency", concurrency, nodes);
        int group = workload.group(nodes);
        if (clients % group != 0) {
            throw new IllegalArgumentException("--concurrency: " + workload.name() + " needs a multiple of " + group
                    + " clients on " + nodes + " nodes, not " + clients);
        }
        return clients;
    }

    private List<Option> known() {
        return Stream.concat(system.options().stream(), workload.options().stream())
                .toList();
    }
}
