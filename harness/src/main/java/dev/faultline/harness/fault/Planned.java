package dev.faultline.harness.fault;

import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.time.Dice;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A fault as planned before the run: everything but the nodes, which depend on who leads when it is injected.
 *
 * @param number from 1; the fault is called F and this number
 * @param shape within its kind: {@code one-way}, {@code halves}, {@code ring}, {@code link}, {@code client} ... or {@code nodes} when the targets
 *     say it all
 * @param hold how long it stays in force
 * @param seed decides the nodes
 */
public record Planned(int number, String kind, String shape, Target target, Duration hold, Seed seed)
        implements PlanEntry {
    /** Cuts after which some nodes see others that do not see each other. */
    private static final List<String> PARTIAL = List.of("bridge", "ring", "link", "random");

    private static final Duration SLOW_LATENCY = Duration.ofMillis(300);
    private static final Duration SLOW_JITTER = Duration.ofMillis(20);
    private static final double LOSS = 0.3;

    @Override
    public String whom() {
        return target.word();
    }

    /** Chooses the nodes. */
    @Override
    public Fault resolve(List<String> nodes, @Nullable String leader) {
        Dice dice = seed.dice();
        SortedSet<String> targets = target.pick(nodes, leader, dice);
        return switch (kind) {
            case "partition" -> cut(nodes, targets, dice);
            case "slow" -> slow(nodes, targets, dice);
            case "loss" -> loss(nodes, targets, dice);
            case "kill" -> new Fault.Kill(targets);
            case "pause" -> new Fault.Pause(targets);
            case "clock" -> new Fault.SkewClock(targets, Skew.draw(shape, dice));
            default -> throw new IllegalArgumentException("no fault " + kind);
        };
    }

    private Fault cut(List<String> nodes, SortedSet<String> targets, Dice dice) {
        boolean outward = dice.below(2) == 0;
        if (PARTIAL.contains(shape)) {
            return partialCut(nodes, targets, outward, dice);
        }
        if (targets.size() == nodes.size()) {
            return new Fault.Cut(
                    "shatter",
                    targets,
                    Links.all(nodes),
                    nodes.stream().map(List::of).toList());
        }
        List<String> chosen = List.copyOf(targets);
        List<String> rest = nodes.stream().filter(n -> !targets.contains(n)).toList();
        if (shape.equals("one-way")) {
            return outward
                    ? new Fault.Cut(shape, targets, Links.oneWay(chosen, rest), List.of(chosen, rest))
                    : new Fault.Cut(shape, targets, Links.oneWay(rest, chosen), List.of(rest, chosen));
        }
        if (shape.equals("halves")) {
            List<String> half = half(nodes, targets, dice);
            List<String> other = nodes.stream().filter(n -> !half.contains(n)).toList();
            return new Fault.Cut(shape, new TreeSet<>(half), Links.between(half, other), List.of(half, other));
        }
        String named = targets.size() == 1 ? "one" : "split";
        return new Fault.Cut(named, targets, Links.between(chosen, rest), List.of(chosen, rest));
    }

    private Fault partialCut(List<String> nodes, SortedSet<String> targets, boolean outward, Dice dice) {
        return switch (shape) {
            case "ring" -> nodes.size() < 4 ? bridge(nodes, targets, outward, dice) : ring(nodes, dice);
            case "link" -> {
                Link link = link(nodes, targets, dice);
                yield new Fault.Cut(
                        shape,
                        targets(link),
                        Links.oneWay(link.from(), link.to()),
                        List.of(List.of(link.from()), List.of(link.to())));
            }
            case "random" -> random(nodes, targets, dice);
            default -> bridge(nodes, targets, outward, dice);
        };
    }

    /** Two halves and a node that sees both: a target, or by the toss a node beside the target. */
    private static Fault bridge(List<String> nodes, SortedSet<String> targets, boolean targetIsBridge, Dice dice) {
        String target = targets.first();
        List<String> others =
                dice.shuffled(nodes.stream().filter(n -> !n.equals(target)).toList());
        if (others.size() < 2) {
            return new Fault.Cut(
                    "one", targets, Links.between(List.of(target), others), List.of(List.of(target), others));
        }
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>(others);
        if (!targetIsBridge) {
            left.add(target);
            right.remove(0);
        }
        while (left.size() < right.size() - 1) {
            left.add(right.remove(0));
        }
        left.sort(null);
        right.sort(null);
        SortedSet<String> cutOff = new TreeSet<>(left);
        cutOff.addAll(right);
        return new Fault.Cut("bridge", cutOff, Links.between(left, right), List.of(left, right));
    }

    private static Fault ring(List<String> nodes, Dice dice) {
        return new Fault.Cut("ring", new TreeSet<>(nodes), Links.besideRing(dice.shuffled(nodes)), List.of());
    }

    /** Each directed link that begins or ends at a target, or not, as a coin falls; at least one. */
    private static Fault random(List<String> nodes, SortedSet<String> targets, Dice dice) {
        List<Link> candidates = Links.all(nodes).stream()
                .filter(link -> targets.contains(link.from()) || targets.contains(link.to()))
                .toList();
        SortedSet<Link> links = new TreeSet<>(List.of(dice.oneOf(candidates)));
        candidates.stream().filter(link -> dice.below(2) == 0).forEach(links::add);
        return new Fault.Cut("random", targets, links, List.of());
    }

    private static SortedSet<String> targets(Link link) {
        return new TreeSet<>(List.of(link.from(), link.to()));
    }

    private static Link link(List<String> nodes, SortedSet<String> targets, Dice dice) {
        String target = targets.first();
        String other = dice.oneOf(nodes.stream().filter(n -> !n.equals(target)).toList());
        return dice.below(2) == 0 ? new Link(other, target) : new Link(target, other);
    }

    private Fault loss(List<String> nodes, SortedSet<String> targets, Dice dice) {
        if (shape.equals("link")) {
            Link link = link(nodes, targets, dice);
            return new Fault.Loss(shape, targets(link), new TreeSet<>(List.of(link)), LOSS);
        }
        SortedSet<Link> links = Links.all(nodes);
        links.removeIf(link -> !targets.contains(link.from()) && !targets.contains(link.to()));
        return new Fault.Loss("nodes", targets, links, LOSS);
    }

    /** Half of the nodes, the smaller half when they are odd, with a target in it: so a leader can be on the losing side. */
    private static List<String> half(List<String> nodes, SortedSet<String> targets, Dice dice) {
        SortedSet<String> half = new TreeSet<>(List.of(targets.first()));
        for (String node : dice.shuffled(nodes)) {
            if (half.size() < nodes.size() / 2) {
                half.add(node);
            }
        }
        return List.copyOf(half);
    }

    private Fault slow(List<String> nodes, SortedSet<String> targets, Dice dice) {
        if (shape.equals("client") || nodes.size() < 2) {
            return new Fault.SlowClients(targets, SLOW_LATENCY, SLOW_JITTER);
        }
        Link link = link(nodes, targets, dice);
        return new Fault.SlowLinks(
                new TreeSet<>(List.of(targets.first())), new TreeSet<>(List.of(link)), SLOW_LATENCY, SLOW_JITTER);
    }
}
