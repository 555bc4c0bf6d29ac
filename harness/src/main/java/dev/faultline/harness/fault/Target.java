package dev.faultline.harness.fault;

import dev.faultline.harness.time.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whom a fault hits. */
public enum Target {
    /** Any one node. */
    ONE,
    /** More than one, where there are enough, but less than half. */
    MINORITY,
    /** More than half, but not all. */
    MAJORITY,
    /** Every node. */
    ALL,
    /** The node that leads at that moment; any one when nobody is known to lead. */
    LEADER;

    /** As the command line names it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Picks nodes by {@code dice}. Always draws the same number of times, so that a known leader changes nothing after it. */
    SortedSet<String> pick(List<String> nodes, @Nullable String leader, Dice dice) {
        List<String> drawn = new ArrayList<>(dice.shuffled(nodes));
        int size = switch (this) {
            case ONE, LEADER -> 1;
            case MINORITY -> Math.max(1, (nodes.size() - 1) / 2);
            case MAJORITY -> Math.min(nodes.size(), nodes.size() / 2 + 1);
            case ALL -> nodes.size();
        };
        if (this == LEADER && leader != null) {
            return new TreeSet<>(List.of(leader));
        }
        return new TreeSet<>(drawn.subList(0, size));
    }
}
