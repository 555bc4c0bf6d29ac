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

/** A directed link between nodes, or the link between a node and its clients, is slow: in time, steadily or not, in rate, or in small slices. */
public final class Slow implements FaultKind {
    static final String NAME = "slow";

    private static final Duration LATENCY = Duration.ofMillis(300);
    private static final Duration JITTER = Duration.ofMillis(20);
    private static final int JITTER_ALONE_MILLIS = 400;
    private static final int KILOBYTES_PER_SECOND = 16;
    private static final int SLICE_BYTES = 64;
    private static final int PAUSE_MICROS = 1_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "what passes a directed link, or between a node and its clients, is late, late by ever other amounts (jitter), narrow (bandwidth) or "
                + "sliced (slicer)";
    }

    /** Delay first, and then the rest. */
    @Override
    public List<List<String>> shapes() {
        return List.of(
                List.of("link", "client"),
                List.of("jitter", "bandwidth", "slicer", "jitter-client", "bandwidth-client", "slicer-client"));
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
        if (!shape.equals("client") && !shape.equals("link")) {
            return impaired(shape, targets, nodes, dice);
        }
        if (shape.equals("client") || nodes.size() < 2) {
            return new SlowClients(targets, LATENCY, JITTER);
        }
        Link link = DrawnLinks.one(nodes, targets, dice);
        return new SlowLinks(new TreeSet<>(List.of(targets.first())), new TreeSet<>(List.of(link)), LATENCY, JITTER);
    }

    private static Fault impaired(String shape, SortedSet<String> targets, List<String> nodes, Dice dice) {
        boolean clients = Reach.ofClients(shape) || nodes.size() < 2;
        SortedSet<Link> links =
                clients ? Collections.emptySortedSet() : new TreeSet<>(List.of(DrawnLinks.one(nodes, targets, dice)));
        SortedSet<String> hit = clients ? targets : new TreeSet<>(List.of(targets.first()));
        if (shape.startsWith("jitter")) {
            return new Jitter(hit, links, JITTER_ALONE_MILLIS);
        }
        return shape.startsWith("bandwidth")
                ? new Narrow(hit, links, KILOBYTES_PER_SECOND)
                : new Slice(hit, links, SLICE_BYTES, PAUSE_MICROS);
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
                                f.nodes("targets"), f.millis("latencyMillis", 1), f.millis("jitterMillis", 0))),
                new Form(
                        "Jitter",
                        NAME,
                        Reach.shapes("jitter"),
                        List.of("targets", "links", "jitterMillis"),
                        f -> new Jitter(f.nodes("targets"), Reach.links(f), (int) f.whole("jitterMillis", 2, 10_000))),
                new Form(
                        "Narrow",
                        NAME,
                        Reach.shapes("bandwidth"),
                        List.of("targets", "links", "kilobytesPerSecond"),
                        f -> new Narrow(
                                f.nodes("targets"), Reach.links(f), (int) f.whole("kilobytesPerSecond", 1, 1000))),
                new Form(
                        "Slice",
                        NAME,
                        Reach.shapes("slicer"),
                        List.of("targets", "links", "sliceBytes", "pauseMicros"),
                        f -> new Slice(f.nodes("targets"), Reach.links(f), (int) f.whole("sliceBytes", 8, 1024), (int)
                                f.whole("pauseMicros", 100, 20_000))));
    }
}
