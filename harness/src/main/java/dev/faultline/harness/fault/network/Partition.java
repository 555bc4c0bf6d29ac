package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Fields;
import dev.faultline.harness.fault.Form;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Links are cut, in shapes that part the nodes into sides and in shapes that do not. */
public final class Partition implements FaultKind {
    static final String NAME = "partition";

    /** Cuts that part the nodes into sides. */
    private static final List<String> SIDED = List.of("one", "split", "halves", "shatter", "one-way");

    /** Cuts after which some nodes see others that do not see each other. */
    private static final List<String> PARTIAL = List.of("bridge", "ring", "link", "random");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "nothing passes between nodes: one node, split, halves, shatter, one-way, bridge, ring, link, random";
    }

    /** Nodes that are cut off from a majority first, and then nodes that are not. */
    @Override
    public List<List<String>> shapes() {
        return List.of(List.of("nodes", "halves", "one-way"), PARTIAL);
    }

    /** A shorter cut is too short to make a node stale. */
    @Override
    public Duration hold() {
        return Duration.ofSeconds(10);
    }

    @Override
    public int nodesMin() {
        return 2;
    }

    @Override
    public Fault draw(String shape, SortedSet<String> targets, List<String> nodes, Dice dice) {
        boolean outward = dice.below(2) == 0;
        if (PARTIAL.contains(shape)) {
            return partialCut(shape, nodes, targets, outward, dice);
        }
        if (targets.size() == nodes.size()) {
            return new Cut(
                    "shatter",
                    targets,
                    Links.all(nodes),
                    nodes.stream().map(List::of).toList());
        }
        List<String> chosen = List.copyOf(targets);
        List<String> rest = nodes.stream().filter(n -> !targets.contains(n)).toList();
        if (shape.equals("one-way")) {
            return outward
                    ? new Cut(shape, targets, Links.oneWay(chosen, rest), List.of(chosen, rest))
                    : new Cut(shape, targets, Links.oneWay(rest, chosen), List.of(rest, chosen));
        }
        if (shape.equals("halves")) {
            List<String> half = half(nodes, targets, dice);
            List<String> other = nodes.stream().filter(n -> !half.contains(n)).toList();
            return new Cut(shape, new TreeSet<>(half), Links.between(half, other), List.of(half, other));
        }
        String named = targets.size() == 1 ? "one" : "split";
        return new Cut(named, targets, Links.between(chosen, rest), List.of(chosen, rest));
    }

    private static Fault partialCut(
            String shape, List<String> nodes, SortedSet<String> targets, boolean outward, Dice dice) {
        return switch (shape) {
            case "ring" -> nodes.size() < 4 ? bridge(nodes, targets, outward, dice) : ring(nodes, dice);
            case "link" -> {
                Link link = DrawnLinks.one(nodes, targets, dice);
                yield new Cut(
                        shape,
                        DrawnLinks.ends(link),
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
            return new Cut("one", targets, Links.between(List.of(target), others), List.of(List.of(target), others));
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
        return new Cut("bridge", cutOff, Links.between(left, right), List.of(left, right));
    }

    private static Fault ring(List<String> nodes, Dice dice) {
        return new Cut("ring", new TreeSet<>(nodes), Links.besideRing(dice.shuffled(nodes)), List.of());
    }

    /** Each directed link that begins or ends at a target, or not, as a coin falls; at least one. */
    private static Fault random(List<String> nodes, SortedSet<String> targets, Dice dice) {
        List<Link> candidates = Links.all(nodes).stream()
                .filter(link -> targets.contains(link.from()) || targets.contains(link.to()))
                .toList();
        TreeSet<Link> links = new TreeSet<>(List.of(dice.oneOf(candidates)));
        candidates.stream().filter(link -> dice.below(2) == 0).forEach(links::add);
        return new Cut("random", targets, links, List.of());
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

    @Override
    public List<Form> forms() {
        return List.of(new Form(
                "Cut",
                NAME,
                Stream.concat(SIDED.stream(), PARTIAL.stream()).toList(),
                List.of("targets", "sides", "links"),
                Partition::read));
    }

    /** Links that are left out are all between two sides, or all from the first to the second if it is one-way. */
    private static Cut read(Fields f) {
        String shape = f.word("shape");
        SortedSet<String> targets = f.nodes("targets");
        List<List<String>> sides = f.sides("sides", PARTIAL.contains(shape) ? 0 : 2);
        if (f.has("links")) {
            return new Cut(shape, targets, f.links("links"), sides);
        }
        boolean oneWay = shape.equals("one-way");
        SortedSet<Link> links = new TreeSet<>();
        for (int i = 0; i < sides.size(); i++) {
            for (List<String> other : sides.subList(i + 1, sides.size())) {
                links.addAll(oneWay ? Links.oneWay(sides.get(i), other) : Links.between(sides.get(i), other));
            }
        }
        if (links.isEmpty()) {
            throw f.wrong("sides", "leave nothing to cut");
        }
        return new Cut(shape, targets, links, sides);
    }

    /** Whatever stands between nodes, of this kind and of others, goes at once. */
    @Override
    public List<String> restore(Field field) {
        field.cluster().network().healAll();
        return field.cluster().network().inForce();
    }
}
