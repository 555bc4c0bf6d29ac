package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.Form;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A directed link, or all links of nodes, lose packets. */
public final class Lossy implements FaultKind {
    static final String NAME = "loss";

    private static final double PROBABILITY = 0.3;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "packets are lost at random: on a directed link, or to and from nodes";
    }

    @Override
    public List<List<String>> shapes() {
        return List.of(List.of("link", "nodes"));
    }

    /** Enough datagrams for a probability to show. */
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
        if (shape.equals("link")) {
            Link link = DrawnLinks.one(nodes, targets, dice);
            return new Loss(shape, DrawnLinks.ends(link), new TreeSet<>(List.of(link)), PROBABILITY);
        }
        return new Loss("nodes", targets, DrawnLinks.around(nodes, targets), PROBABILITY);
    }

    @Override
    public List<Form> forms() {
        return List.of(new Form(
                "Loss",
                NAME,
                List.of("link", "nodes"),
                List.of("targets", "links", "percent"),
                f -> new Loss(
                        f.word("shape"), f.nodes("targets"), f.links("links"), f.whole("percent", 1, 99) / 100.0)));
    }
}
