package dev.faultline.checkers.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The models that have a name on the command line, each in its initial state. */
public final class Models {
    private static final Map<String, Model<?>> BY_NAME =
            new TreeMap<>(Map.of("register", new Register(), "cas-register", new CasRegister(), "mutex", new Mutex()));

    private Models() {}

    public static Optional<Model<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** All names, sorted. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(BY_NAME.keySet());
    }
}
