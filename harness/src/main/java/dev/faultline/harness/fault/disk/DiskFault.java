package dev.faultline.harness.fault.disk;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.FaultPlan;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Fields;
import dev.faultline.harness.fault.Form;
import dev.faultline.harness.system.HasDisk;
import dev.faultline.harness.system.Killable;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

/** The disk below the system's data fails. */
public final class DiskFault implements FaultKind {
    static final String NAME = "disk";

    /** Those that are drawn, after which a system that syncs what it acknowledges has lost nothing. */
    private static final List<String> DRAWN = List.of("lose", "torn", "slow", "eio", "full");

    static final List<String> SHAPES = List.of("lose", "torn", "slow", "eio", "full", "lie", "flip", "truncate");

    private static final List<Integer> SLOW_MILLIS = List.of(20, 40, 60);
    private static final int MILLIS_MAX = 60_000;
    private static final int PERMILLE_MAX = 1000;

    /** Whether a run of that plan needs nodes with a disk that can fail. */
    public static boolean in(FaultPlan plan) {
        return plan.faults().stream().anyMatch(fault -> fault.kind().equals(NAME));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "what was not synced is lost or torn, calls are slow, fail or find no room, syncs lie";
    }

    @Override
    public List<List<String>> shapes() {
        return List.of(DRAWN);
    }

    /** A leader that ends itself must be missed for longer than the election of another takes. */
    @Override
    public Duration hold() {
        return Duration.ofSeconds(6);
    }

    @Override
    public boolean possibleOn(SystemUnderTest system) {
        return system instanceof HasDisk && system instanceof Killable;
    }

    @Override
    public Fault draw(String shape, SortedSet<String> targets, List<String> nodes, Dice dice) {
        int amount = switch (shape) {
            case "slow" -> dice.oneOf(SLOW_MILLIS);
            case "eio" -> PERMILLE_MAX;
            default -> 0;
        };
        return new BreakDisk(targets, shape, amount, dice.below(Integer.MAX_VALUE));
    }

    @Override
    public List<Form> forms() {
        return List.of(new Form(
                "BreakDisk",
                NAME,
                SHAPES,
                List.of("targets", "amount", "seed"),
                f -> new BreakDisk(
                        f.nodes("targets"), f.word("shape"), amount(f), (int) f.whole("seed", 0, Integer.MAX_VALUE))));
    }

    private static int amount(Fields f) {
        return (int)
                switch (f.word("shape")) {
                    case "slow" -> f.whole("amount", 1, MILLIS_MAX);
                    case "eio" -> f.whole("amount", 1, PERMILLE_MAX);
                    default -> f.whole("amount", 0, 0);
                };
    }

    /** Disks, where there are such, work. */
    @Override
    public List<String> restore(Field field) {
        if (possibleOn(field.system())) {
            AllAtOnce.each(
                    field.cluster().nodes(),
                    node -> node.shell()
                            .script("[ ! -S /run/faultline/disk.sock ] || faultline-disk clear")
                            .orThrow());
        }
        return List.of();
    }
}
