package dev.faultline.harness.fault;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One fault of a plan, before it is injected: drawn by seed, or read from a schedule. */
public sealed interface PlanEntry permits Planned, Scheduled {

    /** From 1. */
    int number();

    /** As the report calls it. */
    default String name() {
        return "F" + number();
    }

    /** As {@link Fault#kind} will say. */
    String kind();

    /** Whom it is meant for, in a word. */
    String whom();

    /** How long it stays in force, from when it stands. */
    Duration hold();

    /** The fault with every choice made; {@code leader} is null when nobody is known to lead. */
    Fault resolve(List<String> nodes, @Nullable String leader);
}
