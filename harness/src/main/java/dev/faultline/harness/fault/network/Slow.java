package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.Form;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A directed link between nodes, or the link between a node and its clients, is slow. */
public final class Slow implements FaultKind {
    static final String NAME = "slow";

    private static final Duration LATENCY = Duration.ofMillis(300);
    private static final Duration JITTER = Duration.ofMillis(20);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "what passes is late: on a directed link, or between a node and its clients";
    }

    @Override
    public List<List<String>> shapes() {
        return List.of(List.of("link", "client"));
    }

    @Override
    public Duration hold() {
        return Duration.ofSeconds(4);
    }

    /** Links between nodes are slowed where proxies carry them. */
    @Override
    public boolean possibleOn(SystemUnderTest system) {
        return !system.ports().peer().isEmpty();
    }

    @Override
    public Fault draw(String shape, SortedSet<String> targets, List<String> nodes, Dice dice) {
        if (shape.equals("client") || nodes.size() < 2) {
            return new SlowClients(targets, LATENCY, JITTER);
        }
        Link link = DrawnLinks.one(nodes, targets, dice);
        return new SlowLinks(new TreeSet<>(List.of(targets.first())), new TreeSet<>(List.of(link)), LATENCY, JITTER);
    }

    @Override
    public List<Form> forms() {
        return List.of(
                new Form(
                        "SlowLinks",
                        NAME,
                        List.of("link"),
                        List.of("targets", "links", "latencyMillis", "jitterMillis"),
                        f -> new SlowLinks(
                                f.nodes("targets"),
                                f.links("links"),
                                f.millis("latencyMillis", 1),
                                f.millis("jitterMillis", 0))),
                new Form(
                        "SlowClients",
                        NAME,
                        List.of("client"),
                        List.of("targets", "latencyMillis", "jitterMillis"),
                        f -> new SlowClients(
                                f.nodes("targets"), f.millis("latencyMillis", 1), f.millis("jitterMillis", 0))));
    }
}
