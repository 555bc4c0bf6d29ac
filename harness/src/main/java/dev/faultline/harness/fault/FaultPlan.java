package dev.faultline.harness.fault;

import dev.faultline.harness.time.Dice;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which faults a run injects, one after the other: drawn from the seed before the run begins. Kinds, shapes and targets are dealt
 * like cards, a new deck when one is used up, so that a short run sees many of them and each again and again.
 *
 * @param gap how long the cluster is left alone before each
 */
public record FaultPlan(List<Planned> faults, Duration gap) {

    /** Every kind with its shapes and how long it holds. A cut shorter than ten seconds is too short to make a node stale. */
    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("partition", new Kind(List.of("nodes", "halves", "one-way"), Duration.ofSeconds(10)));
        KINDS.put("kill", new Kind(List.of("nodes"), Duration.ofSeconds(3)));
        KINDS.put("pause", new Kind(List.of("nodes"), Duration.ofSeconds(4)));
        KINDS.put("slow", new Kind(List.of("link", "client"), Duration.ofSeconds(4)));
        KINDS.put("clock", new Kind(List.of("bump", "drift", "freeze"), Duration.ofSeconds(5)));
    }

    private record Kind(List<String> shapes, Duration hold) {}

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /** The kinds of fault there are. */
    public static List<String> kinds() {
        return List.copyOf(KINDS.keySet());
    }

    /** No faults at all. */
    public static FaultPlan none() {
        return new FaultPlan(List.of(), Duration.ZERO);
    }

    /** As many faults as could fit into {@code time}. */
    public static FaultPlan mix(List<String> kinds, List<Target> targets, Duration gap, Duration time, Seed seed) {
        Deck<String> kindDeck = new Deck<>(kinds, seed.fork("kinds"));
        Map<String, Deck<String>> shapeDecks = new LinkedHashMap<>();
        Map<String, Deck<Target>> targetDecks = new LinkedHashMap<>();
        for (String kind : kinds) {
            shapeDecks.put(kind, new Deck<>(KINDS.get(kind).shapes(), seed.fork("shapes of " + kind)));
            targetDecks.put(kind, new Deck<>(targets, seed.fork("targets of " + kind)));
        }
        List<Planned> plan = new ArrayList<>();
        Duration used = Duration.ZERO;
        while (!kinds.isEmpty() && used.compareTo(time) < 0) {
            String kind = kindDeck.deal();
            Duration hold = KINDS.get(kind).hold();
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
    private static boolean firstOf(List<Planned> plan, List<Target> targets) {
        return plan.isEmpty() && targets.contains(Target.LEADER);
    }

    /** Deals its cards in a drawn order, then shuffles again. */
    private static final class Deck<T> {
        private final List<T> cards;
        private final Dice dice;
        private final List<T> left = new ArrayList<>();

        Deck(List<T> cards, Seed seed) {
            this.cards = cards;
            this.dice = seed.dice();
        }

        T deal() {
            if (left.isEmpty()) {
                left.addAll(dice.shuffled(cards));
            }
            return left.remove(left.size() - 1);
        }
    }
}
