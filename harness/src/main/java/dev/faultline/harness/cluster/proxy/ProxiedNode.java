package dev.faultline.harness.cluster.proxy;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.NetworkException;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** One node with its rules, its proxies and its probe. */
final class ProxiedNode {
    /** The namespace; the socket on which Toxiproxy's API listens, another one if it was restarted; our rules but the cuts. */
    private static final String IDENTITY = """
            readlink /proc/self/ns/net
            ss -tlnHe 'sport = :%d' 2>/dev/null | grep -o 'ino:[0-9]*'
            { iptables-save -t nat; iptables-save -t mangle; } | grep -e '-A .*FAULTLINE_' | grep -v -e '-j DROP'
            """.formatted(ProxyPlan.API_PORT);

    private final Node node;
    private final String gateway;
    private final ProxyPlan plan;
    private final Proxies proxies;
    private final Probe probe;

    ProxiedNode(Node node, String gateway, Ports ports) {
        this.node = node;
        this.gateway = gateway;
        this.plan = new ProxyPlan(node.address(), ports);
        this.proxies = new Proxies(node.name(), node.address());
        this.probe = new Probe(node.shell());
    }

    Node node() {
        return node;
    }

    String name() {
        return node.name();
    }

    String address() {
        return node.address();
    }

    Proxies proxies() {
        return proxies;
    }

    /** Rules, proxies and probe for a node on which no system runs yet. */
    void install(Collection<Node> peers) {
        peers.forEach(peer -> plan.addPeer(peer.name(), peer.address()));
        proxies.awaitApi();
        proxies.create(plan.specs());
        restore(Rules.chains() + Rules.redirects(plan.specs(), gateway));
        onNode(() -> {
            probe.start(address(), peers.stream().map(Node::address).toList());
            return name();
        });
    }

    /** The way to a node that has come. */
    void addPeer(Node peer) {
        List<ProxyPlan.Spec> added = plan.addPeer(peer.name(), peer.address());
        proxies.create(added);
        restore(Rules.redirects(added, gateway));
        onNode(() -> {
            probe.addPeer(peer.address());
            return peer;
        });
    }

    /** Cuts what is not yet cut. Read back first, so that a rule is never there twice and its counter runs on. */
    synchronized void cut(Collection<Rules.Drop> drops) {
        Set<Rules.Drop> there = chains().drops().keySet();
        change(drops.stream().filter(drop -> !there.contains(drop)).toList(), Rules::cut);
    }

    synchronized void mend(Collection<Rules.Drop> drops) {
        Set<Rules.Drop> there = chains().drops().keySet();
        change(drops.stream().filter(there::contains).toList(), Rules::mend);
    }

    private void change(List<Rules.Drop> drops, Function<List<Rules.Drop>, String> rules) {
        if (!drops.isEmpty()) {
            restore(rules.apply(drops));
        }
    }

    /** What comes from these peers is lost with this probability from now on, in place of what was. */
    synchronized void lose(Collection<String> peers, double probability) {
        List<Rules.Loss> losses = lossesBut(peers);
        peers.forEach(peer -> losses.add(new Rules.Loss(peer, probability)));
        restore(Rules.losses(losses));
    }

    synchronized void unlose(Collection<String> peers) {
        restore(Rules.losses(lossesBut(peers)));
    }

    private List<Rules.Loss> lossesBut(Collection<String> peers) {
        List<Rules.Loss> losses = new ArrayList<>(chains().losses());
        losses.removeIf(loss -> peers.contains(loss.peer()));
        return losses;
    }

    /** Rules and toxics, each whether or not the other can be taken back. */
    synchronized void heal() {
        AllAtOnce.each(List.of(() -> restore(Rules.mendAll()), proxies::reset), Runnable::run);
    }

    Chains chains() {
        Shell.Result saved = onNode(() -> node.shell().exec("iptables-save", "-c", "-t", "mangle"));
        return Chains.parse(orThrow("iptables-save", saved));
    }

    private void restore(String rules) {
        Shell.Result result = onNode(() ->
                node.shell().exec("sh", "-c", "printf '%s' \"$1\" | iptables-restore --noflush -w 5", "sh", rules));
        orThrow("iptables-restore", result);
    }

    void slowTowards(String peer, ToxicDirection direction, Duration latency, Duration jitter) {
        proxies.slow(plan.toPeer(peer), direction, latency, jitter);
    }

    void unslowTowards(String peer, ToxicDirection direction) {
        proxies.unslow(plan.toPeer(peer), direction);
    }

    void slowClients(ToxicDirection direction, Duration latency, Duration jitter) {
        proxies.slow(plan.forClients(), direction, latency, jitter);
    }

    void unslowClients(ToxicDirection direction) {
        proxies.unslow(plan.forClients(), direction);
    }

    /** Impairs what passes the proxies to a peer. */
    void impairTowards(String peer, ToxicDirection direction, Impairment how) {
        proxies.impair(plan.toPeer(peer), direction, how);
    }

    void unimpairTowards(String peer, ToxicDirection direction) {
        proxies.unimpair(plan.toPeer(peer), direction);
    }

    void impairClients(ToxicDirection direction, Impairment how) {
        proxies.impair(plan.forClients(), direction, how);
    }

    void unimpairClients(ToxicDirection direction) {
        proxies.unimpair(plan.forClients(), direction);
    }

    /** Resets the connections that stand between this node and these peers, as far as this node has opened them. */
    void resetTowards(Collection<String> peers) {
        reset(plan.specs().stream()
                .filter(spec -> spec.peer() != null && peers.contains(spec.peer()))
                .toList());
    }

    /** Resets the connections that stand between clients and this node. */
    void resetClients() {
        reset(plan.forClients());
    }

    /**
     * The proxy alone would end a connection that stands in good order, and not before it carries something. So the kernel destroys
     * the proxy's own two ends, upon which each far end is sent a RST; the proxy is kept from closing the one when it misses the
     * other.
     */
    private void reset(List<ProxyPlan.Spec> specs) {
        String filter = Sockets.proxyEnds(sockets(), specs);
        if (filter.isEmpty()) {
            return;
        }
        proxies.keepOpen(specs);
        try {
            orThrow("ss -K", onNode(() -> node.shell().exec("ss", "-K", "-tnH", filter)));
        } finally {
            proxies.letClose(specs);
        }
    }

    <T> T probe(Function<Probe, T> question) {
        return onNode(() -> question.apply(probe));
    }

    /** Connections to these peers that pass no proxy, and did not a moment later either. */
    Set<Sockets.Socket> bypasses(Collection<String> peers) {
        List<ProxyPlan.Spec> specs = plan.specs().stream()
                .filter(spec -> spec.peer() != null && peers.contains(spec.peer()))
                .toList();
        Set<Sockets.Socket> first = Sockets.bypasses(sockets(), specs);
        if (!first.isEmpty()) {
            // The listing is no snapshot: of a connection that just ended, it may hold one end only.
            first.retainAll(Sockets.bypasses(sockets(), specs));
        }
        return first;
    }

    private List<Sockets.Socket> sockets() {
        Shell.Result listed = onNode(() -> node.shell().exec("ss", "-tnHe", "state", "established"));
        return Sockets.parse(orThrow("ss", listed));
    }

    String fingerprint() {
        String identity = orThrow("identity", onNode(() -> node.shell().script(IDENTITY)));
        List<String> lines = identity.lines().toList();
        String rules = String.join("\n", lines.subList(Math.min(2, lines.size()), lines.size()));
        String described = proxies.describe();
        return "%s, Toxiproxy %s %s with proxies %s, rules %s"
                .formatted(
                        lines.get(0),
                        described.lines().findFirst().orElse("?"),
                        lines.size() > 1 ? lines.get(1) : "without socket",
                        digest(described),
                        digest(rules));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private String orThrow(String program, Shell.Result result) {
        if (!result.ok()) {
            String said = result.err().isBlank()
                    ? "exit code " + result.exit()
                    : result.err().strip();
            throw new NetworkException("%s: %s: %s".formatted(name(), program, said), null);
        }
        return result.out();
    }

    private <T> T onNode(Supplier<T> action) {
        try {
            return action.get();
        } catch (ShellException e) {
            String said = String.valueOf(e.getMessage());
            throw new NetworkException(said.startsWith(name()) ? said : name() + ": " + said, e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
