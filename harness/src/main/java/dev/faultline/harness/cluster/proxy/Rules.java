package dev.faultline.harness.cluster.proxy;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Rules as {@code iptables-restore --noflush} takes them: a table at a time, all of it or nothing. Everything lives in chains of
 * our own; what else stands in the tables is not ours, Docker's name service in nat for one.
 *
 * <p>A cut drops in mangle, which packets pass before nat leads them to a proxy: so a connection under way to a cut peer fails
 * where the system would feel it, instead of succeeding at the proxy.
 */
final class Rules {
    static final String PEERS = "FAULTLINE_PEERS";
    static final String CLIENTS = "FAULTLINE_CLIENTS";
    static final String OUT = "FAULTLINE_OUT";
    static final String IN = "FAULTLINE_IN";
    static final String LOSS = "FAULTLINE_LOSS";

    /** Toxiproxy's user: what it sends is not led to it again. */
    static final int PROXY_UID = 7474;

    private Rules() {}

    /** Our chains, empty, and the jumps to them before anything else. */
    static String chains() {
        return """
                *nat
                :%1$s - [0:0]
                :%2$s - [0:0]
                -I OUTPUT -j %1$s
                -I PREROUTING -j %2$s
                COMMIT
                *mangle
                :%3$s - [0:0]
                :%4$s - [0:0]
                :%5$s - [0:0]
                -I OUTPUT -j %3$s
                -I INPUT -j %5$s
                -I INPUT -j %4$s
                COMMIT
                """.formatted(PEERS, CLIENTS, OUT, IN, LOSS);
    }

    /** Leads to each of these proxies what it is to carry; clients are who comes from {@code gateway}. */
    static String redirects(Collection<ProxyPlan.Spec> specs, String gateway) {
        StringBuilder text = new StringBuilder("*nat\n");
        for (ProxyPlan.Spec spec : specs) {
            text.append(
                    spec.forClients()
                            ? "-A %s -s %s -p tcp --dport %d -j REDIRECT --to-ports %d\n"
                                    .formatted(CLIENTS, gateway, spec.port(), spec.listen())
                            : "-A %s -d %s -p tcp --dport %d -m owner ! --uid-owner %d -j REDIRECT --to-ports %d\n"
                                    .formatted(PEERS, spec.address(), spec.port(), PROXY_UID, spec.listen()));
        }
        return text.append("COMMIT\n").toString();
    }

    static String cut(Collection<Drop> drops) {
        return mangle(drops.stream().map(drop -> "-A " + drop.rule()).toList());
    }

    static String mend(Collection<Drop> drops) {
        return mangle(drops.stream().map(drop -> "-D " + drop.rule()).toList());
    }

    static String mendAll() {
        return mangle(List.of("-F " + OUT, "-F " + IN, "-F " + LOSS));
    }

    /** All losses of a node, instead of those that it has. */
    static String losses(Collection<Loss> losses) {
        return mangle(Stream.concat(Stream.of("-F " + LOSS), losses.stream().map(loss -> "-A " + loss.rule()))
                .toList());
    }

    private static String mangle(List<String> lines) {
        return "*mangle\n" + String.join("\n", lines) + "\nCOMMIT\n";
    }

    /**
     * Loss on what comes from a peer. It is lost at its receiver only: a packet lost where it is sent is an error to its sender,
     * who would feel it at once.
     */
    record Loss(String peer, double probability) {
        String rule() {
            return LOSS + " -s " + peer + " -m statistic --mode random --probability "
                    + String.format(Locale.ROOT, "%.6f", probability) + " -j DROP";
        }
    }

    /**
     * One end of a cut link.
     *
     * @param outgoing true on the sender, false on the receiver
     * @param peer address of the other end
     */
    record Drop(boolean outgoing, String peer) {
        String rule() {
            return outgoing ? OUT + " -d " + peer + " -j DROP" : IN + " -s " + peer + " -j DROP";
        }
    }
}
