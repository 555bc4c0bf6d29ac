package dev.faultline.harness.fault;

import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Fate;
import dev.faultline.harness.net.Held;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.net.NetworkException;
import dev.faultline.harness.net.Traffic;
import dev.faultline.harness.net.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network in memory that remembers what was done to its links and answers accordingly: a datagram every 50 ms on each of them.
 * Its flaws are what real networks and real rules do to those who trust them.
 */
public final class StagedNetwork implements Network {
    private static final long DATAGRAM_NANOS = Duration.ofMillis(50).toNanos();
    private static final Duration PROMPT = Duration.ofNanos(400_000);

    /** Nothing passed this link between two moments. */
    private record Silence(Link link, long from, long to) {}

    /** Three in ten, or another part of a thousand, were lost on this link between two moments. */
    private record Lossy(Link link, int perMille, long from, long to) {}

    private final StagedClock clock;
    private final List<String> nodes;
    private final StagedConnections connections;
    private final Map<Link, Long> cuts = new TreeMap<>();
    private final List<Silence> past = new ArrayList<>();
    private final Map<Link, Lossy> lossy = new TreeMap<>();
    private final List<Lossy> pastLossy = new ArrayList<>();
    private final Map<Link, Duration> slow = new TreeMap<>();
    private final Map<String, Duration> slowClients = new TreeMap<>();
    private final Map<String, String> fingerprints = new HashMap<>();

    /** Links that no rule ever holds. */
    public final Set<Link> leaking = new TreeSet<>();
    /** Links that go silent whenever any link is cut. */
    public final Set<Link> alsoBlocked = new TreeSet<>();
    /** Links over which nothing ever passes, cut or not. */
    public final Set<Link> dead = new TreeSet<>();
    /** Links that stay as they are whatever is taken back. */
    public final Set<Link> neverMended = new TreeSet<>();
    /** Connections around the proxies. */
    public final List<String> bypasses = new ArrayList<>();
    /** What is added to every probability of loss, in thousandths. */
    public int losesMorePerMille;
    /** Links that lose packets whenever any link does. */
    public final Set<Link> alsoLossy = new TreeSet<>();
    /** Whether the rules say that they dropped anything. */
    public boolean countsDrops = true;
    /** Whether what is to be slow becomes slow. */
    public boolean slows = true;
    /** Whether what is slow is so both ways. */
    public boolean slowsBothWays;
    /** Whether what was slow stays so. */
    public boolean staysSlow;
    /** How many commands that cut or slow will be refused from now on. */
    public int refusals;
    /** How many commands that take something back will be refused from now on. */
    public int healRefusals;
    /** How many commands were refused. */
    public int refused;

    StagedNetwork(StagedClock clock, List<String> nodes) {
        this.clock = clock;
        this.nodes = nodes;
        this.connections = new StagedConnections(clock);
    }

    @Override
    public void cut(Set<Link> links) {
        accept();
        long now = clock.peek();
        links.stream().filter(link -> !leaking.contains(link)).forEach(link -> cuts.put(link, now));
        alsoBlocked.forEach(link -> cuts.put(link, now));
    }

    @Override
    public void mend(Set<Link> links) {
        acceptHeal();
        Set<Link> ended = new TreeSet<>(links);
        ended.addAll(alsoBlocked);
        ended.removeAll(neverMended);
        long now = clock.peek();
        for (Link link : ended) {
            Long from = cuts.remove(link);
            if (from != null) {
                past.add(new Silence(link, from, now));
            }
        }
    }

    @Override
    public void lose(Set<Link> links, double probability) {
        accept();
        int perMille = (int) Math.round(1000 * probability) + losesMorePerMille;
        Set<Link> hit = new TreeSet<>(links);
        hit.addAll(alsoLossy);
        hit.removeAll(leaking);
        hit.forEach(link -> lossy.put(link, new Lossy(link, perMille, clock.peek(), Long.MAX_VALUE)));
    }

    @Override
    public void unlose(Set<Link> links) {
        acceptHeal();
        Set<Link> ended = new TreeSet<>(links);
        ended.addAll(alsoLossy);
        ended.removeAll(neverMended);
        for (Link link : ended) {
            Lossy there = lossy.remove(link);
            if (there != null) {
                pastLossy.add(new Lossy(link, there.perMille(), there.from(), clock.peek()));
            }
        }
    }

    @Override
    public void slow(Set<Link> links, Duration latency, Duration jitter) {
        accept();
        for (Link link : slows ? links : Set.<Link>of()) {
            slow.put(link, latency);
            if (slowsBothWays) {
                slow.put(link.reversed(), latency);
            }
        }
    }

    @Override
    public void unslow(Set<Link> links) {
        acceptHeal();
        if (!staysSlow) {
            slow.keySet().removeAll(links);
            slow.keySet().removeIf(link -> slowsBothWays && links.contains(link.reversed()));
        }
    }

    @Override
    public void slowClients(Set<String> names, Duration latency, Duration jitter) {
        accept();
        if (slows) {
            names.forEach(name -> slowClients.put(name, latency));
        }
    }

    @Override
    public void unslowClients(Set<String> names) {
        acceptHeal();
        if (!staysSlow) {
            slowClients.keySet().removeAll(names);
        }
    }

    @Override
    public void impair(Set<Link> links, Impairment how) {
        accept();
        if (slows) {
            connections.impair(ways(links), how);
        }
    }

    @Override
    public void unimpair(Set<Link> links) {
        acceptHeal();
        if (!staysSlow) {
            connections.unimpair(ways(links));
        }
    }

    private Set<String> ways(Set<Link> links) {
        return links.stream()
                .flatMap(link -> slowsBothWays ? Stream.of(link, link.reversed()) : Stream.of(link))
                .map(Link::toString)
                .collect(Collectors.toSet());
    }

    @Override
    public void impairClients(Set<String> names, Impairment how) {
        accept();
        if (slows) {
            connections.impair(names, how);
        }
    }

    @Override
    public void unimpairClients(Set<String> names) {
        acceptHeal();
        if (!staysSlow) {
            connections.unimpair(names);
        }
    }

    @Override
    public Transfer transfer(String opener, String other, int bytes) {
        return new Transfer(
                connections.pass(opener + "->" + other, bytes), connections.pass(other + "->" + opener, bytes));
    }

    @Override
    public Transfer clientTransfer(String node, int bytes) {
        return new Transfer(connections.pass(node, bytes), connections.pass(node, bytes));
    }

    @Override
    public Held hold(String opener, String other) {
        return connections.hold(opener + "->" + other);
    }

    @Override
    public Held holdClient(String node) {
        return connections.hold(node);
    }

    /** Connections are closed when they are reset, in good order. */
    public void closesWhatItResets() {
        connections.endingOfReset = Fate.Ending.CLOSED;
    }

    /** Connections that stand are not reset. */
    public void sparesWhatStands() {
        connections.resetsWhatStands = false;
    }

    /** How many connections someone holds. */
    public int held() {
        return connections.held();
    }

    @Override
    public void healAll() {
        mend(new TreeSet<>(cuts.keySet()));
        unlose(new TreeSet<>(lossy.keySet()));
        slow.clear();
        connections.unimpair(ways(Links.all(nodes)));
        connections.unimpair(Set.copyOf(nodes));
        slowClients.clear();
    }

    @Override
    public List<String> inForce() {
        List<String> lines = new ArrayList<>();
        cuts.keySet().forEach(link -> lines.add("cut " + link));
        lossy.keySet().forEach(link -> lines.add("loss " + link));
        slow.keySet().forEach(link -> lines.add("slow " + link));
        slowClients.keySet().forEach(node -> lines.add("slow clients of " + node));
        lines.addAll(connections.inForce());
        return lines;
    }

    @Override
    public Traffic traffic(long fromNanos, long toNanos) {
        Map<Link, Traffic.Count> counts = new TreeMap<>();
        long end = Math.min(toNanos, clock.peek()); // nothing is known of the future
        for (Link link : Links.all(nodes)) {
            long sent = 0;
            long arrived = 0;
            for (long t = DATAGRAM_NANOS * ((fromNanos + DATAGRAM_NANOS - 1) / DATAGRAM_NANOS);
                    t < end;
                    t += DATAGRAM_NANOS) {
                sent++;
                arrived += silent(link, t) || lost(link, t) ? 0 : 1;
            }
            counts.put(link, new Traffic.Count(sent, arrived));
        }
        return new Traffic(counts);
    }

    /** Spreads the losses evenly: of every thousand datagrams in a row, as many as asked. */
    private boolean lost(Link link, long at) {
        long number = at / DATAGRAM_NANOS * 617 % 1000;
        return Stream.concat(lossy.values().stream(), pastLossy.stream())
                .anyMatch(l -> l.link().equals(link) && l.from() <= at && at < l.to() && number < l.perMille());
    }

    private boolean silent(Link link, long at) {
        return dead.contains(link)
                || cuts.getOrDefault(link, Long.MAX_VALUE) <= at
                || past.stream().anyMatch(s -> s.link().equals(link) && s.from() <= at && at < s.to());
    }

    @Override
    public long dropped(Set<Link> links) {
        return countsDrops ? 10L * links.stream().filter(cuts::containsKey).count() : 0;
    }

    @Override
    public Delay delay(String opener, String other) {
        return new Delay(late(new Link(opener, other)), late(new Link(other, opener)));
    }

    @Override
    public List<Delay> delays(String opener, String other, int exchanges) {
        Delay plain = delay(opener, other);
        return IntStream.range(0, exchanges)
                .mapToObj(i -> new Delay(
                        plain.there().plus(connections.jitter(opener + "->" + other, i)),
                        plain.back().plus(connections.jitter(other + "->" + opener, i))))
                .toList();
    }

    @Override
    public List<Delay> clientDelays(String node, int exchanges) {
        Delay plain = clientDelay(node);
        return IntStream.range(0, exchanges)
                .mapToObj(i -> new Delay(
                        plain.there().plus(connections.jitter(node, i)),
                        plain.back().plus(connections.jitter(node, i))))
                .toList();
    }

    /** From now on jitter does nothing. */
    public void jittersNothing() {
        connections.jitters = false;
    }

    private Duration late(Link link) {
        return PROMPT.plus(slow.getOrDefault(link, Duration.ZERO));
    }

    @Override
    public Delay clientDelay(String node) {
        Duration late = PROMPT.plus(slowClients.getOrDefault(node, Duration.ZERO));
        return new Delay(late, late);
    }

    @Override
    public List<String> bypasses(Set<Link> links) {
        return List.copyOf(bypasses);
    }

    @Override
    public String fingerprint(String node) {
        return fingerprints.getOrDefault(node, "netns 4026532 of " + node);
    }

    /** Gives a node another network namespace, as when its container is started anew. */
    public void changeFingerprint(String node) {
        fingerprints.put(node, "netns 4026999 of " + node);
    }

    private void accept() {
        if (refusals > 0) {
            refusals--;
            refuse();
        }
    }

    private void acceptHeal() {
        if (healRefusals > 0) {
            healRefusals--;
            refuse();
        }
    }

    private void refuse() {
        refused++;
        throw new NetworkException("n1: iptables: resource temporarily unavailable", null);
    }
}
