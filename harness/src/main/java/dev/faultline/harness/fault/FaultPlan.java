package dev.faultline.harness.fault;

import dev.faultline.harness.time.Dice;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which faults a run injects, one after the other: read from a schedule, or drawn from the seed before the run begins. Then kinds, shapes and targets are dealt
 * like cards, a new deck when one is used up, so that a short run sees many of them and each again and again.
 *
 * @param gap how long the cluster is left alone before each
 */
public record FaultPlan(List<PlanEntry> faults, Duration gap) {

    /**
     * Every kind with its shapes and how long it holds. A cut shorter than ten seconds is too short to make a node stale, and loss
     * to show its probability; a kill or a pause of a leader must outlast the election of another, or nothing succeeds meanwhile.
     */
    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put(
                "partition",
                new Kind(
                        List.of(List.of("nodes", "halves", "one-way"), List.of("bridge", "ring", "link", "random")),
                        Duration.ofSeconds(10)));
        KINDS.put("kill", new Kind(List.of(List.of("nodes")), Duration.ofSeconds(5)));
        KINDS.put("pause", new Kind(List.of(List.of("nodes")), Duration.ofSeconds(5)));
        KINDS.put("slow", new Kind(List.of(List.of("link", "client")), Duration.ofSeconds(4)));
        KINDS.put("loss", new Kind(List.of(List.of("link", "nodes")), Duration.ofSeconds(10)));
        KINDS.put("clock", new Kind(List.of(List.of("bump", "drift", "freeze")), Duration.ofSeconds(5)));
    }

    /**
     * @param shapes a deck after the other, and then the first again: a short run should see nodes that are cut off from a majority
     *     before it sees nodes that are not
     */
    private record Kind(List<List<String>> shapes, Duration hold) {}

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /** The kinds of fault there are. */
    public static List<String> kinds() {
        return List.copyOf(KINDS.keySet());
    }

    /** The least time in which one of each kind can be injected, the wait before each included. */
    public static Duration timeForEach(List<String> kinds, Duration gap) {
        return kinds.stream().map(name -> kind(name).hold().plus(gap)).reduce(Duration.ZERO, Duration::plus);
    }

    private static Kind kind(String name) {
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("no fault " + name + ", only " + kinds());
        }
        return kind;
    }

    /** No faults at all. */
    public static FaultPlan none() {
        return new FaultPlan(List.of(), Duration.ZERO);
    }

    /** Exactly these: the gaps are what their times leave between them. */
    public static FaultPlan scheduled(List<Scheduled> faults) {
        return new FaultPlan(List.copyOf(faults), Duration.ZERO);
    }

    /** As many faults as could fit into {@code time}. */
    public static FaultPlan mix(List<String> kinds, List<Target> targets, Duration gap, Duration time, Seed seed) {
        Deck<String> kindDeck = new Deck<>(List.of(kinds), seed.fork("kinds"));
        Map<String, Deck<String>> shapeDecks = new LinkedHashMap<>();
        Map<String, Deck<Target>> targetDecks = new LinkedHashMap<>();
        for (String kind : kinds) {
            shapeDecks.put(kind, new Deck<>(kind(kind).shapes(), seed.fork("shapes of " + kind)));
            targetDecks.put(kind, new Deck<>(List.of(targets), seed.fork("targets of " + kind)));
        }
        List<PlanEntry> plan = new ArrayList<>();
        Duration used = Duration.ZERO;
        while (!kinds.isEmpty() && used.compareTo(time) < 0) {
            String kind = kindDeck.deal();
            Duration hold = kind(kind).hold();
            plan.add(new Planned(
                    plan.size() + 1,
                    kind,
                    shapeDecks.get(kind).deal(),
                    firstOf(plan, targets)
                            ? Target.LEADER
                            : targetDecks.get(kind).deal(),
                    hold,
                    seed.fork("fault " + plan.size())));
            used = used.plus(hold);
        }
        return new FaultPlan(plan, gap);
    }

    /** The first fault hits the leader, if leaders may be hit: a short run would else often miss it. */
    private static boolean firstOf(List<PlanEntry> plan, List<Target> targets) {
        return plan.isEmpty() && targets.contains(Target.LEADER);
    }

    /** Deals the cards of each suit in a drawn order, one suit after the other, then begins again. */
    private static final class Deck<T> {
        private final List<List<T>> suits;
        private final Dice dice;
        private final List<T> left = new ArrayList<>();
        private int dealt;

        Deck(List<List<T>> suits, Seed seed) {
            this.suits = suits;
            this.dice = seed.dice();
        }

        T deal() {
            if (left.isEmpty()) {
                left.addAll(dice.shuffled(suits.get(dealt++ % suits.size())));
            }
            return left.remove(left.size() - 1);
        }
    }
}
