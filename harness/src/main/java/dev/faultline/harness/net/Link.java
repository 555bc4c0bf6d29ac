package dev.faultline.harness.net;

/**
 * One direction between two nodes: what {@code from} sends to {@code to}.
 *
 * @param from name of the sending node
 * @param to name of the receiving node
 */
public record Link(String from, String to) implements Comparable<Link> {
    public Link {
        if (from.equals(to)) {
            throw new IllegalArgumentException("a link joins two nodes, not " + from + " with itself");
        }
    }

    /** The same two nodes, the other way. */
    public Link reversed() {
        return new Link(to, from);
    }

    @Override
    public int compareTo(Link other) {
        int byFrom = from.compareTo(other.from);
        return byFrom != 0 ? byFrom : to.compareTo(other.to);
    }

    @Override
    public String toString() {
        return from + "->" + to;
    }
}
