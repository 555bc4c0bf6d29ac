package dev.faultline.harness.fault;

import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.time.Dice;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A fault as planned before the run: everything but the nodes, which depend on who leads when it is injected.
 *
 * @param number from 1; the fault is called F and this number
 * @param shape within its kind: {@code one-way}, {@code halves}, {@code link}, {@code client} ... or {@code nodes} when the targets
 *     say it all
 * @param hold how long it stays in force
 * @param seed decides the nodes
 */
public record Planned(int number, String kind, String shape, Target target, Duration hold, Seed seed) {
    private static final Duration SLOW_LATENCY = Duration.ofMillis(300);
    private static final Duration SLOW_JITTER = Duration.ofMillis(20);

    public String name() {
        return "F" + number;
    }

    /** Chooses the nodes. */
    public Fault resolve(List<String> nodes, @Nullable String leader) {
        Dice dice = seed.dice();
        SortedSet<String> targets = target.pick(nodes, leader, dice);
        return switch (kind) {
            case "partition" -> cut(nodes, targets, dice);
            case "slow" -> slow(nodes, targets, dice);
            case "kill" -> new Fault.Kill(targets);
            case "pause" -> new Fault.Pause(targets);
            case "clock" -> new Fault.SkewClock(targets, Skew.draw(shape, dice));
            default -> throw new IllegalArgumentException("no fault " + kind);
        };
    }

    private Fault cut(List<String> nodes, SortedSet<String> targets, Dice dice) {
        boolean outward = dice.below(2) == 0;
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
        String to = targets.first();
        List<String> others = nodes.stream().filter(n -> !n.equals(to)).toList();
        String from = dice.oneOf(others);
        Link link = dice.below(2) == 0 ? new Link(from, to) : new Link(to, from);
        return new Fault.SlowLinks(new TreeSet<>(List.of(to)), new TreeSet<>(List.of(link)), SLOW_LATENCY, SLOW_JITTER);
    }
}
