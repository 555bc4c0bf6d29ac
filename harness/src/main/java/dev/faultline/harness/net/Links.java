package dev.faultline.harness.net;

import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Sets of directed links, named for what they do to a cluster. */
public final class Links {
    private Links() {}

    /** What {@code from} sends to {@code to}, and nothing else. */
    public static SortedSet<Link> oneWay(String from, String to) {
        return new TreeSet<>(Set.of(new Link(from, to)));
    }

    /** Everything that one of {@code from} sends to one of {@code to}. */
    public static SortedSet<Link> oneWay(Collection<String> from, Collection<String> to) {
        SortedSet<Link> links = new TreeSet<>();
        for (String a : from) {
            for (String b : to) {
                if (!a.equals(b)) {
                    links.add(new Link(a, b));
                }
            }
        }
        return links;
    }

    /** Both directions between every node of one side and every node of the other. */
    public static SortedSet<Link> between(Collection<String> left, Collection<String> right) {
        SortedSet<Link> links = oneWay(left, right);
        links.addAll(oneWay(right, left));
        return links;
    }

    /** Every directed link of a cluster. */
    public static SortedSet<Link> all(Collection<String> nodes) {
        return oneWay(nodes, nodes);
    }
}
