package dev.faultline.harness.system;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.option.Options;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A system whose nodes leave the cluster and join it while it serves, by its own commands. What it is asked it may refuse, for a
 * while or for good: that is a {@link dev.faultline.harness.cluster.ShellException} with the system's words.
 */
public interface ChangesMembership {

    /**
     * Who belongs to the cluster as this node tells it now, by the names of the cluster's nodes; a member on no such node by what the
     * system calls it. Empty when the node does not answer.
     */
    Optional<SortedSet<String>> members(Node teller, Cluster cluster);

    /** Takes a member out. Its process may run on for a while. */
    void removeMember(Node member, Node asked);

    /** Makes the node, on which the system does not run, a member without any data, and starts it. */
    void addMember(Node newcomer, Node asked, Options options);

    /** Whether the node answers a read that sees everything that was acknowledged before, as one can that has caught up. */
    boolean hasCaughtUp(Node node);
}
