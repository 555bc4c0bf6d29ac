package dev.faultline.checkers.history;

import org.jspecify.annotations.Nullable;

/**
 * A logical process: a thread of control with at most one operation in flight. Clients are numbered, other processes
 * named by a keyword, a string or a symbol; events that name no process belong to one whose name is nil.
 */
public record ProcessId(@Nullable Object name) {
    /** The process that injects faults. Its events are no client operations. */
    public static final ProcessId NEMESIS = named("nemesis");

    public ProcessId {
        if (name != null
                && !(name instanceof Long)
                && !(name instanceof Keyword)
                && !(name instanceof String)
                && !(name instanceof Symbol)) {
            throw new IllegalArgumentException("name: a process is a whole number or a name, not " + Edn.print(name));
        }
    }

    public static ProcessId client(long number) {
        return new ProcessId(number);
    }

    /** The process called {@code :name}. */
    public static ProcessId named(String name) {
        return new ProcessId(Keyword.of(name));
    }

    /** Whether its operations are judged: every process but {@code :nemesis}. */
    public boolean isClient() {
        return !equals(NEMESIS);
    }

    /** The number, the bare name, or {@code nil}. */
    @Override
    public String toString() {
        if (name instanceof Keyword keyword) {
            return keyword.name();
        }
        return name instanceof String text ? EdnPrinter.plain(text) : Edn.print(name);
    }
}
