package dev.faultline.harness.run;

import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.FaultPlan;
import dev.faultline.harness.fault.PlanEntry;
import dev.faultline.harness.fault.ScheduleFile;
import dev.faultline.harness.fault.Scheduled;
import dev.faultline.harness.fault.Share;
import dev.faultline.harness.fault.Target;
import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.option.Amounts;
import dev.faultline.harness.option.Words;
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

/**
 * Which faults a test is to have, in the words that users write, and the plan that comes of them.
 *
 * @param kinds each alone or with its weight: {@code kill}, {@code kill=3}
 * @param limits of some kinds, how many at most
 * @param targets whom faults hit
 * @param interval how long the cluster is left alone before each
 * @param provider where nodes come from; empty when that is not known
 * @param injects of the name of a kind, whether the provider can
 */
record FaultWords(
        List<String> kinds,
        Map<String, Integer> limits,
        List<String> targets,
        Duration interval,
        String provider,
        Predicate<String> injects) {
    static final List<String> TARGETS =
            Stream.of(Target.values()).map(Target::word).toList();
    static final Duration INTERVAL = Duration.ofSeconds(3);
    private static final Duration INTERVAL_MAX = Duration.ofHours(1000);

    FaultWords {
        kinds = List.copyOf(kinds);
        limits = new TreeMap<>(limits);
        targets = List.copyOf(targets);
        if (interval.isNegative() || interval.compareTo(INTERVAL_MAX) > 0) {
            throw new IllegalArgumentException("--fault-interval: must be 0 to " + INTERVAL_MAX.toHours() + " h, not "
                    + Amounts.plain(interval.toMillis() / 1000.0) + " s");
        }
    }

    /**
     * What faults there will be.
     *
     * @param kinds that the plan was drawn from
     */
    record Chosen(FaultPlan plan, List<String> kinds) {
        private static Chosen of(FaultPlan plan, List<FaultKind> kinds) {
            return new Chosen(plan, kinds.stream().map(FaultKind::name).toList());
        }
    }

    /**
     * A mix of the kinds, drawn by the seed.
     *
     * @throws IllegalArgumentException in one line, naming the option and what is allowed
     */
    Chosen mixed(SystemUnderTest system, int nodes, Duration timeLimit, Seed seed) {
        List<Share> shares = shares(system, nodes);
        List<FaultKind> drawn = shares.stream().map(Share::kind).toList();
        requireTimeFor(drawn, timeLimit);
        return Chosen.of(FaultPlan.mixOf(shares, chosenTargets(), interval, timeLimit, seed), drawn);
    }

    /**
     * Every shape once: of the kinds, or of all that are possible when none is named.
     *
     * @throws IllegalArgumentException in one line, naming the option and what is allowed
     */
    Chosen eachOnce(SystemUnderTest system, int nodes, Seed seed) {
        List<FaultKind> chosen = kinds.isEmpty()
                ? Faults.ALL.stream()
                        .filter(kind ->
                                kind.possibleOn(system) && injects.test(kind.name()) && nodes >= kind.nodesMin())
                        .toList()
                : shares(system, nodes).stream().map(Share::kind).toList();
        return Chosen.of(FaultPlan.each(chosen, interval, seed), chosen);
    }

    /**
     * Exactly the faults of a file. What decides which faults are drawn is refused beside it, not passed over.
     *
     * @throws IllegalArgumentException in one line, naming the option and what is allowed
     */
    Chosen scheduled(Path file, SystemUnderTest system, int nodes, Duration timeLimit) {
        alone("--faults", kinds.isEmpty());
        alone("--fault-limit", limits.isEmpty());
        alone("--targets", targets.equals(TARGETS));
        alone("--fault-interval", interval.equals(INTERVAL));
        List<Scheduled> scheduled = read(file, system, nodes, timeLimit);
        scheduled.forEach(fault -> requireInjected("--schedule", fault.kind(), system));
        FaultPlan plan = FaultPlan.scheduled(scheduled);
        return new Chosen(
                plan, plan.faults().stream().map(PlanEntry::kind).distinct().toList());
    }

    private static void alone(String option, boolean leftOut) {
        if (!leftOut) {
            throw new IllegalArgumentException(
                    "--schedule: says which faults come when; leave out " + option + " (or --schedule)");
        }
    }

    private static List<Scheduled> read(Path file, SystemUnderTest system, int nodes, Duration timeLimit) {
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

    /** A kind that was asked for and never came would be missed by nobody. */
    private void requireTimeFor(List<FaultKind> drawn, Duration timeLimit) {
        Duration needed = FaultPlan.timeForEach(drawn, interval);
        if (needed.compareTo(timeLimit) > 0) {
            String names = String.join(", ", drawn.stream().map(FaultKind::name).toList());
            throw new IllegalArgumentException("--time-limit: one each of " + names + " takes " + needed.toSeconds()
                    + " s, not " + Amounts.plain(timeLimit.toMillis() / 1000.0));
        }
    }

    private List<Share> shares(SystemUnderTest system, int nodes) {
        Map<String, Share> shares = new LinkedHashMap<>();
        for (String word : kinds) {
            String[] parts = word.split("=", 2);
            int weight = parts.length == 1 ? 1 : weight(parts[0], parts[1]);
            shares.putIfAbsent(parts[0], new Share(kind(parts[0], system, nodes), weight, Integer.MAX_VALUE));
        }
        limits.forEach((name, most) -> {
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

    private FaultKind kind(String name, SystemUnderTest system, int nodes) {
        if (!Faults.names().contains(name)) {
            throw Words.unknown("--faults", "fault", name, Faults.names());
        }
        FaultKind kind = Faults.named(name);
        if (!kind.possibleOn(system)) {
            throw Words.unknown("--faults", "fault of " + system.name(), name, Faults.namesOn(system));
        }
        requireInjected("--faults", name, system);
        if (nodes < kind.nodesMin()) {
            throw new IllegalArgumentException(
                    "--faults: a " + name + " needs at least " + kind.nodesMin() + " nodes, not " + nodes);
        }
        return kind;
    }

    private void requireInjected(String option, String kind, SystemUnderTest system) {
        if (!injects.test(kind)) {
            throw Words.unknown(
                    option,
                    "fault of provider " + provider,
                    kind,
                    Faults.namesOn(system).stream().filter(injects).toList());
        }
    }

    private static int weight(String name, String text) {
        if (text.matches("[0-9]{1,9}")) {
            int weight = Integer.parseInt(text);
            if (weight >= 1 && weight <= Share.WEIGHT_MAX) {
                return weight;
            }
        }
        throw new IllegalArgumentException(
                "--faults: the weight of " + name + " must be 1 to " + Share.WEIGHT_MAX + ", not " + text);
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
}
