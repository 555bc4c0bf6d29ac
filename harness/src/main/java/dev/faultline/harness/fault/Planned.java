package dev.faultline.harness.fault;

import dev.faultline.harness.time.Dice;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault as planned before the run: everything but the nodes, which depend on who leads when it is injected.
 *
 * @param number from 1; the fault is called F and this number
 * @param shape one of its kind's
 * @param hold how long it stays in force
 * @param seed decides the nodes
 */
public record Planned(int number, FaultKind ofKind, String shape, Target target, Duration hold, Seed seed)
        implements PlanEntry {

    @Override
    public String kind() {
        return ofKind.name();
    }

    @Override
    public String whom() {
        return target.word();
    }

    /** Chooses the nodes. */
    @Override
    public Fault resolve(List<String> nodes, @Nullable String leader) {
        Dice dice = seed.dice();
        return ofKind.draw(shape, target.pick(nodes, leader, dice), nodes, dice);
    }
}
