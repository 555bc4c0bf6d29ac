package dev.faultline.harness.net;

import java.util.Collection;
import java.util.List;
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

    /**
     * Everything between all pairs of nodes but those that stand close to each other in the circle that {@code nodes} describe:
     * without it each node still sees a majority, itself counted, no two of them the same, and no majority sees each other. (Four
     * nodes or more; on fewer there is no such ring, and nothing is returned.)
     */
    public static SortedSet<Link> besideRing(List<String> nodes) {
        SortedSet<Link> links = new TreeSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = 0; j < nodes.size(); j++) {
                if (i != j && !neighbours(i, j, nodes.size())) {
                    links.add(new Link(nodes.get(i), nodes.get(j)));
                }
            }
        }
        return links;
    }

    /**
     * A node needs half of the others, rounded up where they do not divide: as many on its left as on its right, and in an even
     * circle the one opposite when they are odd.
     */
    private static boolean neighbours(int i, int j, int size) {
        int around = Math.abs(i - j);
        int distance = Math.min(around, size - around);
        int needed = size / 2;
        boolean opposite = needed % 2 == 1 && size % 2 == 0;
        return distance <= (opposite ? needed / 2 : (needed + 1) / 2) || (opposite && 2 * distance == size);
    }

    /** Every directed link of a cluster. */
    public static SortedSet<Link> all(Collection<String> nodes) {
        return oneWay(nodes, nodes);
    }
}
