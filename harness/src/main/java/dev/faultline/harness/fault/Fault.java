package dev.faultline.harness.fault;

import dev.faultline.harness.net.Link;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is done to a cluster, to whom: every choice made. Two that are equal do the same. */
public interface Fault {

    /** As its {@link FaultKind} is named. */
    String kind();

    /** Tells it from others of its kind; {@code nodes} when its targets say it all. */
    default String shape() {
        return "nodes";
    }

    /** The nodes that are hit. */
    SortedSet<String> targets();

    /** What is done to whom, short. */
    String summary();

    /** The directed links that are hit. */
    default Set<Link> links() {
        return Set.of();
    }

    /** The directed links that nothing passes while it is in force. */
    default Set<Link> cut() {
        return Set.of();
    }

    /** Groups of nodes with nothing cut within. Empty where it makes no such groups. */
    default List<List<String>> sides() {
        return List.of();
    }

    /** The nodes whose system does not run while it is in force. */
    default Set<String> stopped() {
        return Set.of();
    }

    /** The nodes on which another process of the system runs once it is healed. */
    default Set<String> restarted() {
        return Set.of();
    }

    /** Whether nodes join the cluster while it is in force: the ways of all the others to them are made then. */
    default boolean addsNodes() {
        return false;
    }

    /** What a schedule says of it beside kind and shape, by field: texts, whole numbers, and lists of them. */
    Map<String, Object> fields();

    /** Injects it and returns once it stands; the injection knows how to heal and prove it. */
    Injection inject(Field field);

    /** A copy that nobody changes. */
    static <T> SortedSet<T> frozen(SortedSet<T> set) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(set));
    }

    /** Links as schedules name them. */
    static List<String> words(Set<Link> links) {
        return links.stream().map(Link::toString).toList();
    }
}
