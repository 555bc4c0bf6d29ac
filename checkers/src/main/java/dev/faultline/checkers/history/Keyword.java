package dev.faultline.checkers.history;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An EDN keyword such as {@code :read}; {@code name} is without the colon and keeps a namespace ({@code db/id}). */
public record Keyword(String name) implements Comparable<Keyword> {
    /** Ample for the keywords of any history; beyond it keywords are simply not shared. */
    private static final int SHARED_MAX = 4096;

    private static final Map<String, Keyword> SHARED = new ConcurrentHashMap<>();

    public Keyword {
        if (!isValid(name)) {
            throw new IllegalArgumentException("name: not an EDN keyword: " + Edn.print(name));
        }
    }

    /** The keyword of that name, shared where possible. */
    public static Keyword of(String name) {
        Keyword shared = SHARED.get(name);
        if (shared != null) {
            return shared;
        }
        Keyword made = new Keyword(name);
        if (SHARED.size() < SHARED_MAX) {
            SHARED.put(name, made);
        }
        return made;
    }

    /** The keyword of that name if one is shared. */
    static @Nullable Keyword shared(String name) {
        return SHARED.get(name);
    }

    /** Whether {@code :name} would be read back as one keyword. */
    public static boolean isValid(String name) {
        return EdnSyntax.isToken(name) && name.charAt(0) != ':';
    }

    @Override
    public int compareTo(Keyword other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return ":" + name;
    }
}
