package dev.faultline.harness.net;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What can be done to the links of a cluster, and what can be measured on them. Every method returns when its effect stands on
 * every node concerned. Control (shells, probes' commands, the proxies' own API) never passes through what is cut or slowed.
 *
 * <p>All methods throw {@link NetworkException} when a node refuses.
 */
public interface Network {

    /** From now on nothing passes these links, in any protocol. Links already cut stay cut. */
    void cut(Set<Link> links);

    /** Takes the cut of these links back. */
    void mend(Set<Link> links);

    /**
     * From now on each packet on these links is lost with this probability, independently, in any protocol. What TCP carries
     * arrives all the same, late, for it is sent again. A link on which packets are lost already gets the new probability.
     *
     * @param probability more than 0, less than 1
     */
    void lose(Set<Link> links, double probability);

    /** Takes the loss of these links back. */
    void unlose(Set<Link> links);

    /** Delays what the system sends over these links, also on connections that stand, whoever opened them. */
    void slow(Set<Link> links, Duration latency, Duration jitter);

    /** Takes the delay of these links back. */
    void unslow(Set<Link> links);

    /** Delays what passes between clients and these nodes, each way. */
    void slowClients(Set<String> nodes, Duration latency, Duration jitter);

    /** Takes the delay between clients and these nodes back. */
    void unslowClients(Set<String> nodes);

    /**
     * Does this to what the system sends over these links, whoever opened the connections. What was impaired the same way before
     * has the later figures.
     */
    void impair(Set<Link> links, Impairment how);

    /** Takes every impairment of these links back. */
    void unimpair(Set<Link> links);

    /** Does this to what passes between clients and these nodes, each way. */
    void impairClients(Set<String> nodes, Impairment how);

    /** Takes every impairment between clients and these nodes back. */
    void unimpairClients(Set<String> nodes);

    /** Takes everything back that this network ever did to a link, whatever the nodes say is there. */
    void healAll();

    /** What is in force now, read back from the nodes and their proxies, one line each; empty when healed. */
    List<String> inForce();

    /** Numbered datagrams on every directed link that were sent between two moments of {@link dev.faultline.harness.time.Clock}. */
    Traffic traffic(long fromNanos, long toNanos);

    /** Packets that the cut of each of these links has dropped since it was made, on both of its ends together. */
    long dropped(Set<Link> links);

    /** One-way delays measured now between two nodes, each at its receiver, on a connection that {@code opener} opens. */
    Delay delay(String opener, String other);

    /** As {@link #delay}, so many times, each by itself. */
    List<Delay> delays(String opener, String other, int exchanges);

    /** As {@link #clientDelay}, so many times, each by itself. */
    List<Delay> clientDelays(String node, int exchanges);

    /** One-way delays measured now on a connection from the clients' host to the node, through the client link. */
    Delay clientDelay(String node);

    /** So many bytes sent now to the other node and back, on a connection that {@code opener} opens. */
    Transfer transfer(String opener, String other, int bytes);

    /** So many bytes sent now from the clients' host to the node and back, through the client link. */
    Transfer clientTransfer(String node, int bytes);

    /** A connection that {@code opener} opens to the other node. */
    Held hold(String opener, String other);

    /** A connection from the clients' host to the node, through the client link. */
    Held holdClient(String node);

    /**
     * Connections of the system on these links that do not pass through a proxy, one line each. Such a connection would not feel a
     * slow link.
     */
    List<String> bypasses(Set<Link> links);

    /**
     * What must not change on a node while a run goes on: its network namespace, its proxy and the proxies' own rules, in one line
     * to compare.
     */
    String fingerprint(String node);
}
