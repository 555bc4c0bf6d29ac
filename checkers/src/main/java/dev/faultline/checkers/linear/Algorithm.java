package dev.faultline.checkers.linear;

import java.util.ArrayList;
import java.util.List;

/** The algorithms that decide linearizability, by name. */
public final class Algorithm {
    /** The fast paths that apply, and else the search. */
    public static final String AUTO = "auto";

    /** The general search alone. */
    public static final String SEARCH = "search";

    /** Ahead of a fast path's name: all but that one. */
    private static final String NOT = "not-";

    private Algorithm() {}

    /** All names: what a user may ask for. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(AUTO, SEARCH));
        FastPaths.ALL.forEach(path -> names.add(path.name()));
        FastPaths.ALL.forEach(path -> names.add(NOT + path.name()));
        return List.copyOf(names);
    }

    /**
     * The fast paths that a name allows.
     *
     * @throws IllegalArgumentException when nothing is called so
     */
    static List<FastPath> paths(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("algorithm: one of " + String.join(", ", names()) + ", not " + name);
        }
        return FastPaths.ALL.stream()
                .filter(path -> name.equals(AUTO) || path.name().equals(name) || isOther(name, path))
                .toList();
    }

    private static boolean isOther(String name, FastPath path) {
        return name.startsWith(NOT) && !name.equals(NOT + path.name());
    }

    /** Whether the search may decide what fast paths leave. */
    static boolean searches(String name) {
        return name.equals(AUTO) || name.equals(SEARCH) || name.startsWith(NOT);
    }
}
