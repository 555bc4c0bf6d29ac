package dev.faultline.node.catalogue;

import dev.faultline.node.ProgramFactory;
import dev.faultline.node.leader.SingleLeaderFactory;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kinds of reference clusters, by name. */
public final class Programs {
    private static final SortedMap<String, ProgramFactory> ALL = Collections.unmodifiableSortedMap(
            new TreeMap<>(Collections.singletonMap(SingleLeaderFactory.NAME, new SingleLeaderFactory())));

    private Programs() {}

    /** All of them. */
    public static SortedMap<String, ProgramFactory> all() {
        return ALL;
    }

    /**
     * @throws IllegalArgumentException when there is none of that name; the message says which there are
     */
    public static ProgramFactory named(String name) {
        ProgramFactory factory = ALL.get(name);
        if (factory == null) {
            throw new IllegalArgumentException("no program \"" + name + "\" (" + String.join(", ", ALL.keySet()) + ")");
        }
        return factory;
    }
}
