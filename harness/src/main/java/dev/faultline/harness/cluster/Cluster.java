package dev.faultline.harness.cluster;

import dev.faultline.harness.net.Network;
import java.util.List;
import java.util.Map;

/** All nodes of a run and the network between them. */
public interface Cluster extends AutoCloseable {

    /** The nodes there are now, in the order in which they came. */
    List<Node> nodes();

    Network network();

    Resources resources();

    /** One more node, on the same network and behind a proxy of its own; the others learn of it before this returns. */
    Node addNode();

    /** The command that gives a person a shell on the node. */
    String shellCommand(Node node);

    /** What the cluster is made of, for the record: images and their digests, engine, kernel. */
    Map<String, String> environment();

    /** Takes everything away that the cluster made. What could not be taken away is said in the exception's message. */
    @Override
    void close();

    /** The node of that name. */
    default Node node(String name) {
        return nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node " + name + " in " + nodes()));
    }

    /** The nodes' names. */
    default List<String> names() {
        return nodes().stream().map(Node::name).toList();
    }
}
