package dev.faultline.node.real;

import dev.faultline.node.ProgramFactory;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The programs there are, by the names that the command line knows them by. */
final class Programs {
    private final SortedMap<String, ProgramFactory> byName;

    Programs(Map<String, ProgramFactory> byName) {
        this.byName = new TreeMap<>(byName);
    }

    /**
     * @throws IllegalArgumentException when there is none of that name
     */
    ProgramFactory named(String name) {
        ProgramFactory factory = byName.get(name);
        if (factory == null) {
            throw new IllegalArgumentException("--program must be one of " + byName.keySet() + " but is " + name);
        }
        return factory;
    }
}
