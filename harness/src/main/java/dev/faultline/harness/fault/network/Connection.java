package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.Form;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Connections between two nodes, or between a node and its clients, are reset, or stay open and carry nothing. */
public final class Connection implements FaultKind {
    static final String NAME = "connection";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "connections between two nodes, or of a node's clients, are reset or half-open: open, but silent";
    }

    @Override
    public List<List<String>> shapes() {
        return List.of(List.of("reset", "half-open", "reset-client", "half-open-client"));
    }

    @Override
    public Duration hold() {
        return Duration.ofSeconds(5);
    }

    /** With one node only, nobody would be served meanwhile. */
    @Override
    public int nodesMin() {
        return 2;
    }

    /** Connections between nodes are reached where proxies carry them. */
    @Override
    public boolean possibleOn(SystemUnderTest system) {
        return !system.ports().peer().isEmpty();
    }

    /** Of one node only, so that the others serve. */
    @Override
    public Fault draw(String shape, SortedSet<String> targets, List<String> nodes, Dice dice) {
        SortedSet<String> first = new TreeSet<>(List.of(targets.first()));
        SortedSet<Link> links = Reach.ofClients(shape)
                ? Collections.emptySortedSet()
                : new TreeSet<>(List.of(DrawnLinks.one(nodes, targets, dice)));
        return shape.startsWith("reset") ? new Reset(first, links) : new HalfOpen(first, links);
    }

    @Override
    public List<Form> forms() {
        return List.of(
                new Form(
                        "Reset",
                        NAME,
                        Reach.shapes("reset"),
                        List.of("targets", "links"),
                        f -> new Reset(f.nodes("targets"), Reach.links(f))),
                new Form(
                        "HalfOpen",
                        NAME,
                        Reach.shapes("half-open"),
                        List.of("targets", "links"),
                        f -> new HalfOpen(f.nodes("targets"), Reach.links(f))));
    }
}
