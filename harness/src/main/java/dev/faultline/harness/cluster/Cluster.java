package dev.faultline.harness.cluster;

import dev.faultline.harness.net.Network;
import dev.faultline.harness.time.VirtualTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** All nodes of a run and the network between them. */
public interface Cluster extends AutoCloseable {

    /** The nodes there are now, in the order in which they came. */
    List<Node> nodes();

    Network network();

    Resources resources();

    /**
     * One more node, on the same network and behind a proxy of its own; the others learn of it before this returns. It is one that
     * was retired, with whatever is on its disk, where there is such.
     */
    Node addNode();

    /** Every node that came by {@link #addNode}, also those that were retired since. */
    default List<Node> spares() {
        return List.of();
    }

    /**
     * A spare takes no further part: it is not among the {@link #nodes} until it is added again. It stands until the cluster is
     * closed, so that its files can be read.
     *
     * @throws IllegalArgumentException when the node is no spare
     */
    default void retire(Node spare) {
        throw new IllegalArgumentException(spare + " is no spare");
    }

    /** The time that this cluster lives on, when it is a simulated one: then all of the run goes by it, on one thread. */
    default Optional<VirtualTime> virtualTime() {
        return Optional.empty();
    }

    /** How it stands, in a few words. */
    default String standing() {
        return "up";
    }

    /** As {@link AllAtOnce#map}; in turn where the cluster is simulated. */
    default <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> action) {
        return virtualTime().isPresent() ? AllAtOnce.inTurn(items, action) : AllAtOnce.map(items, action);
    }

    /** As {@link #map}, for what has no result. */
    default <T> void each(List<T> items, Consumer<? super T> action) {
        map(items, item -> {
            action.accept(item);
            return item;
        });
    }

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
