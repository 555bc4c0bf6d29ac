package dev.faultline.harness.fault;

import dev.faultline.harness.net.Link;
import java.util.List;
import java.util.Set;

/** Which nodes a fault leaves running and mutually connected. */
public final class Majority {
    private Majority() {}

    /**
     * The largest group of nodes that all run and of which each pair is connected both ways while the fault is in force; empty
     * when that is fewer than {@code quorum}.
     */
    public static List<String> left(Fault fault, List<String> nodes, int quorum) {
        boolean stops = fault instanceof Fault.Kill || fault instanceof Fault.Pause;
        List<String> running = nodes.stream()
                .filter(n -> !stops || !fault.targets().contains(n))
                .toList();
        Set<Link> cut = fault instanceof Fault.Cut c ? c.links() : Set.of();
        List<String> best = List.of();
        if (running.size() > 20) {
            throw new IllegalArgumentException("at most 20 nodes, not " + running.size());
        }
        for (int mask = 1; mask < 1 << running.size(); mask++) {
            if (Integer.bitCount(mask) > best.size() && connected(running, mask, cut)) {
                best = members(running, mask);
            }
        }
        return best.size() >= quorum ? best : List.of();
    }

    private static List<String> members(List<String> nodes, int mask) {
        return java.util.stream.IntStream.range(0, nodes.size())
                .filter(i -> (mask >> i & 1) == 1)
                .mapToObj(nodes::get)
                .toList();
    }

    private static boolean connected(List<String> nodes, int mask, Set<Link> cut) {
        List<String> members = members(nodes, mask);
        return cut.stream().noneMatch(link -> members.contains(link.from()) && members.contains(link.to()));
    }
}
