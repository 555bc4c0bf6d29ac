package dev.faultline.checkers.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The models that have a name on the command line, each in its initial state. */
public final class Models {
    private static final String SEMAPHORE = "semaphore-";

    private static final Map<String, Model<?>> BY_NAME = new TreeMap<>(Map.ofEntries(
            Map.entry("register", new Register()),
            Map.entry("cas-register", new CasRegister()),
            Map.entry("cas-register-observed", new CasRegisterObserved()),
            Map.entry("multi-register", new MultiRegister()),
            Map.entry("mutex", new Mutex()),
            Map.entry("owner-mutex", new OwnerMutex()),
            Map.entry("reentrant-mutex", new ReentrantMutex()),
            Map.entry(SEMAPHORE + 2, new Semaphore(2)),
            Map.entry("counter", new Counter()),
            Map.entry("set", new ElementSet()),
            Map.entry("kv", new KeyValue()),
            Map.entry("map", new KeyValueMap()),
            Map.entry("fifo-queue", new FifoQueue()),
            Map.entry("unordered-queue", new UnorderedQueue()),
            Map.entry("priority-queue", new PriorityQueue()),
            Map.entry("stack", new Stack())));

    private static final Map<String, Model<?>> NIL_READS_INITIAL =
            new TreeMap<>(Map.of("register", Register.ofNothing(), "cas-register", CasRegister.ofNothing()));

    private Models() {}

    /** The model of that name; {@code semaphore-N} has N permits, 1 to 9999. */
    public static Optional<Model<?>> named(String name) {
        if (name.matches(SEMAPHORE + "[1-9][0-9]{0,3}")) {
            return Optional.of(new Semaphore(Integer.parseInt(name.substring(SEMAPHORE.length()))));
        }
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The model of that name in which a read of nil must find the initial value, nil; empty where reads of nil mean nothing else. */
    public static Optional<Model<?>> withNilReadsInitial(String name) {
        return Optional.ofNullable(NIL_READS_INITIAL.get(name));
    }

    /** The names that {@link #withNilReadsInitial} takes. */
    public static Set<String> namesWithNilReads() {
        return Collections.unmodifiableSet(NIL_READS_INITIAL.keySet());
    }

    /** All names, sorted; of semaphores, one of them. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(BY_NAME.keySet());
    }
}
