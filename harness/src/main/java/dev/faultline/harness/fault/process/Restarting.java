package dev.faultline.harness.fault.process;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.Form;
import dev.faultline.harness.system.Killable;
import dev.faultline.harness.system.Stoppable;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

/** What operators do to processes: ended in good order, restarted one after the other, started on a busy machine. */
public final class Restarting implements FaultKind {
    static final String NAME = "restart";

    private static final int BUSY_PERCENT = 5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "the system's process ends on SIGTERM and is started again: all at once, rolling, or slowly";
    }

    @Override
    public List<List<String>> shapes() {
        return List.of(List.of("term", "rolling", "slow-start"));
    }

    @Override
    public Duration hold() {
        return Duration.ofSeconds(5);
    }

    @Override
    public boolean possibleOn(SystemUnderTest system) {
        return system instanceof Stoppable && system instanceof Killable;
    }

    @Override
    public Fault draw(String shape, SortedSet<String> targets, List<String> nodes, Dice dice) {
        return switch (shape) {
            case "rolling" -> new Roll(targets);
            case "slow-start" -> new SlowStart(targets, BUSY_PERCENT);
            default -> new Terminate(targets);
        };
    }

    @Override
    public List<Form> forms() {
        return List.of(
                new Form(
                        "Terminate", NAME, List.of("term"), List.of("targets"), f -> new Terminate(f.nodes("targets"))),
                new Form("Roll", NAME, List.of("rolling"), List.of("targets"), f -> new Roll(f.nodes("targets"))),
                new Form(
                        "SlowStart",
                        NAME,
                        List.of("slow-start"),
                        List.of("targets", "percent"),
                        f -> new SlowStart(f.nodes("targets"), (int) f.whole("percent", 1, 99))));
    }
}
