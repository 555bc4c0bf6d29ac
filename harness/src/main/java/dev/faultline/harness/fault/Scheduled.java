package dev.faultline.harness.fault;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault of a schedule: nothing is left to choose.
 *
 * @param number from 1
 * @param at when its injection begins, from the start of the run; it comes later when the one ahead of it is not healed by then
 * @param hold how long it stays in force, from when it stands
 */
public record Scheduled(int number, Fault fault, Duration at, Duration hold) implements PlanEntry {
    public Scheduled {
        if (at.isNegative() || hold.isNegative()) {
            throw new IllegalArgumentException("at and hold must be 0 or more, not " + at + " and " + hold);
        }
    }

    @Override
    public String kind() {
        return fault.kind();
    }

    @Override
    public String whom() {
        return "nodes";
    }

    @Override
    public Fault resolve(List<String> nodes, @Nullable String leader) {
        return fault;
    }
}
