package dev.faultline.harness.fault;

import dev.faultline.harness.time.Dice;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which faults a run injects, one after the other: read from a schedule, or drawn from the seed before the run begins. Then kinds, shapes and targets are dealt
 * like cards, a new deck when one is used up, so that a short run sees many of them and each again and again.
 *
 * @param gap how long the cluster is left alone before each
 * @param patience how long at most recovery is awaited after each, before the next gap begins
 */
public record FaultPlan(List<PlanEntry> faults, Duration gap, Duration patience) {
    private static final Duration TO_RECOVER_FROM_EACH = Duration.ofSeconds(30);

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /** A plan in which recovery is awaited no longer than the gap: what a fault leaves behind may meet the next. */
    public FaultPlan(List<PlanEntry> faults, Duration gap) {
        this(faults, gap, gap);
    }

    /** The least time in which one of each kind can be injected, the wait before each included. */
    public static Duration timeForEach(List<FaultKind> kinds, Duration gap) {
        return kinds.stream().map(kind -> kind.hold().plus(gap)).reduce(Duration.ZERO, Duration::plus);
    }

    /** How long all of it takes when each fault needs so much beside the time that it holds. */
    public Duration timeNeeded(Duration beside) {
        return faults.stream().map(entry -> entry.hold().plus(gap).plus(beside)).reduce(Duration.ZERO, Duration::plus);
    }

    /** No faults at all. */
    public static FaultPlan none() {
        return new FaultPlan(List.of(), Duration.ZERO);
    }

    /** Exactly these: the gaps are what their times leave between them. */
    public static FaultPlan scheduled(List<Scheduled> faults) {
        return new FaultPlan(List.copyOf(faults), Duration.ZERO);
    }

    /** Every shape of every kind once, on one node each where the shape does not say otherwise, and each recovered from. */
    public static FaultPlan each(List<FaultKind> kinds, Duration gap, Seed seed) {
        List<PlanEntry> plan = new ArrayList<>();
        for (FaultKind kind : kinds) {
            for (String shape : kind.shapes().stream().flatMap(List::stream).toList()) {
                Seed own = seed.fork("fault " + plan.size());
                plan.add(new Planned(plan.size() + 1, kind, shape, Target.ONE, kind.hold(), own));
            }
        }
        return new FaultPlan(plan, gap, TO_RECOVER_FROM_EACH);
    }

    /** As many faults as could fit into {@code time}, of every kind as many as of any other. */
    public static FaultPlan mix(List<FaultKind> kinds, List<Target> targets, Duration gap, Duration time, Seed seed) {
        return mixOf(kinds.stream().map(Share::of).toList(), targets, gap, time, seed);
    }

    /** As many faults as could fit into {@code time} and their limits allow. */
    public static FaultPlan mixOf(List<Share> shares, List<Target> targets, Duration gap, Duration time, Seed seed) {
        List<Dealer> cards = new ArrayList<>();
        shares.forEach(share -> cards.addAll(Collections.nCopies(share.weight(), new Dealer(share, targets, seed))));
        Deck<Dealer> dealers = new Deck<>(List.of(cards), seed.fork("kinds"));
        List<PlanEntry> plan = new ArrayList<>();
        Duration used = Duration.ZERO;
        while (used.compareTo(time) < 0 && cards.stream().anyMatch(Dealer::hasMore)) {
            Dealer dealer = dealers.deal();
            if (dealer.hasMore()) {
                plan.add(dealer.deal(plan.size() + 1, firstOf(plan, targets), seed));
                used = used.plus(dealer.share.kind().hold());
            }
        }
        return new FaultPlan(plan, gap);
    }

    /** The decks of one kind. */
    private static final class Dealer {
        private final Share share;
        private final Deck<String> shapes;
        private final Deck<Target> targets;
        private int dealt;

        Dealer(Share share, List<Target> targets, Seed seed) {
            String name = share.kind().name();
            this.share = share;
            this.shapes = new Deck<>(share.kind().shapes(), seed.fork("shapes of " + name));
            this.targets = new Deck<>(List.of(targets), seed.fork("targets of " + name));
        }

        boolean hasMore() {
            return dealt < share.most();
        }

        Planned deal(int number, boolean toLeader, Seed seed) {
            dealt++;
            return new Planned(
                    number,
                    share.kind(),
                    shapes.deal(),
                    toLeader ? Target.LEADER : targets.deal(),
                    share.kind().hold(),
                    seed.fork("fault " + (number - 1)));
        }
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
