package dev.faultline.harness.fault.network;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Fields;
import dev.faultline.harness.net.Held;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Network;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The connections that an impairment reaches: those that carry some directed links, or, where there are none, those between clients
 * and some nodes.
 */
record Reach(SortedSet<String> targets, SortedSet<Link> links) {
    private static final String CLIENT = "-client";

    Reach {
        targets = Fault.frozen(targets);
        links = Fault.frozen(links);
    }

    boolean ofClients() {
        return links.isEmpty();
    }

    /** The shape of a fault with this reach. */
    String shape(Impairment how) {
        return how.word() + (ofClients() ? CLIENT : "");
    }

    /** Both shapes that such a fault has. */
    static List<String> shapes(String word) {
        return List.of(word, word + CLIENT);
    }

    static boolean ofClients(String shape) {
        return shape.endsWith(CLIENT);
    }

    /** Links are said where the shape is not that of clients. */
    static SortedSet<Link> links(Fields f) {
        if (!ofClients(f.word("shape"))) {
            return f.links("links");
        }
        if (f.has("links")) {
            throw f.wrong("links", "must be left out where clients are meant");
        }
        return Collections.emptySortedSet();
    }

    /** Its fields in a schedule, and these. */
    Map<String, Object> fields(Map<String, Object> others) {
        Map<String, Object> fields = new TreeMap<>(others);
        fields.put("targets", targets);
        if (!ofClients()) {
            fields.put("links", Fault.words(links));
        }
        return fields;
    }

    @Override
    public String toString() {
        return ofClients() ? "clients of " + String.join(" ", targets) : String.join(" ", Fault.words(links));
    }

    void impair(Network network, Impairment how) {
        if (ofClients()) {
            network.impairClients(targets, how);
        } else {
            network.impair(links, how);
        }
    }

    void unimpair(Network network) {
        if (ofClients()) {
            network.unimpairClients(targets);
        } else {
            network.unimpair(links);
        }
    }

    /** Connections of the system around the proxies, one line each. */
    List<String> bypasses(Network network) {
        return ofClients() ? List.of() : network.bypasses(links);
    }

    static String bypassed(List<String> bypasses) {
        return bypasses.isEmpty()
                ? "no connection goes around the proxy"
                : bypasses.size() + " connections go around the proxy";
    }

    /** A connection each way that it reaches, by what the way is called. */
    Map<String, Held> hold(Cluster cluster) {
        Network network = cluster.network();
        return ofClients()
                ? each(cluster, targets, node -> "clients of " + node, network::holdClient)
                : each(cluster, links, Link::toString, link -> network.hold(link.from(), link.to()));
    }

    /** Something of each, all of them asked at once. */
    static <T, R> Map<String, R> each(
            Cluster cluster, SortedSet<T> ways, Function<T, String> name, Function<T, R> question) {
        List<T> asked = List.copyOf(new TreeSet<>(ways));
        List<R> answers = cluster.map(asked, question);
        Map<String, R> named = new TreeMap<>();
        for (int i = 0; i < asked.size(); i++) {
            named.put(name.apply(asked.get(i)), answers.get(i));
        }
        return named;
    }
}
