package dev.faultline.harness.fault;

import dev.faultline.harness.net.Link;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Which nodes a fault leaves running and mutually connected. */
public final class Majority {
    private Majority() {}

    /**
     * The nodes that are each in some group of {@code quorum} nodes that all run and of which each pair is connected both ways while
     * the fault is in force; empty when there is no such group. Of a bridge that may be all nodes, though its sides are not
     * connected. Of a ring it is none: each node sees a majority, but no majority sees each other, and whether a system makes
     * progress then is its own affair. Slow and lossy links connect.
     */
    public static List<String> left(Fault fault, List<String> nodes, int quorum) {
        List<String> running =
                nodes.stream().filter(n -> !fault.stopped().contains(n)).toList();
        if (running.size() > 20) {
            throw new IllegalArgumentException("at most 20 nodes, not " + running.size());
        }
        int[] connected = connected(running, fault.cut());
        int united = 0;
        for (int mask = 1; mask < 1 << running.size(); mask++) {
            if (Integer.bitCount(mask) == quorum && all(mask, connected)) {
                united |= mask;
            }
        }
        return members(running, united);
    }

    /** For each node, as bits, itself and the nodes to which it is connected both ways. */
    private static int[] connected(List<String> nodes, Set<Link> cut) {
        int[] connected = new int[nodes.size()];
        java.util.Arrays.fill(connected, -1);
        for (Link link : cut) {
            int from = nodes.indexOf(link.from());
            int to = nodes.indexOf(link.to());
            if (from >= 0 && to >= 0) {
                connected[from] &= ~(1 << to);
                connected[to] &= ~(1 << from);
            }
        }
        return connected;
    }

    private static boolean all(int mask, int[] connected) {
        for (int i = 0; i < connected.length; i++) {
            if ((mask >> i & 1) == 1 && (mask & ~connected[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    private static List<String> members(List<String> nodes, int mask) {
        return IntStream.range(0, nodes.size())
                .filter(i -> (mask >> i & 1) == 1)
                .mapToObj(nodes::get)
                .toList();
    }
}
