package dev.faultline.harness.fault.network;

import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.time.Dice;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Links around the nodes that a fault is to hit. */
final class DrawnLinks {
    private DrawnLinks() {}

    /** One that begins or ends at the first target. */
    static Link one(List<String> nodes, SortedSet<String> targets, Dice dice) {
        String target = targets.first();
        String other = dice.oneOf(nodes.stream().filter(n -> !n.equals(target)).toList());
        return dice.below(2) == 0 ? new Link(other, target) : new Link(target, other);
    }

    /** All that begin or end at a target. */
    static SortedSet<Link> around(List<String> nodes, SortedSet<String> targets) {
        SortedSet<Link> links = Links.all(nodes);
        links.removeIf(link -> !targets.contains(link.from()) && !targets.contains(link.to()));
        return links;
    }

    /** These and their reverses. */
    static SortedSet<Link> bothWays(SortedSet<Link> links) {
        SortedSet<Link> both = new TreeSet<>(links);
        links.forEach(link -> both.add(link.reversed()));
        return both;
    }

    static SortedSet<String> ends(Link link) {
        return new TreeSet<>(List.of(link.from(), link.to()));
    }
}
