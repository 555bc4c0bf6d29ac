package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.net.Link;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Nothing passes some directed links.
 *
 * @param shape {@code one}, {@code halves}, {@code split}, {@code shatter}, {@code one-way}, {@code bridge}, {@code ring},
 *     {@code link} or {@code random}
 * @param sides groups of nodes; what passes between two of them is cut, at least one way. Empty where a cut makes no such
 *     groups (ring, random). A node in none of them, such as a bridge, is cut from nobody
 */
public record Cut(String shape, SortedSet<String> targets, SortedSet<Link> links, List<List<String>> sides)
        implements Fault {
    public Cut {
        targets = Fault.frozen(targets);
        links = Fault.frozen(links);
        sides = List.copyOf(sides);
    }

    @Override
    public String kind() {
        return Partition.NAME;
    }

    @Override
    public String summary() {
        return switch (shape) {
            case "ring" -> "cut " + links.size() + " links around a ring in which every node sees a majority";
            case "random" -> "cut " + String.join(" ", Fault.words(links));
            case "bridge" -> "cut " + sides(" | ") + " but for one node that sees both";
            case "one-way", "link" -> "cut " + sides(" -x> ");
            default -> "cut " + sides(" | ");
        };
    }

    private String sides(String bar) {
        return String.join(
                bar, sides.stream().map(side -> String.join(" ", side)).toList());
    }

    @Override
    public SortedSet<Link> cut() {
        return links;
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of("targets", targets, "sides", sides, "links", Fault.words(links));
    }

    @Override
    public Injection inject(Field field) {
        return new CutInjection(field, this);
    }
}
