package dev.faultline.harness.fault.catalogue;

import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.InjectsFaults;
import dev.faultline.harness.fault.clock.ClockSkew;
import dev.faultline.harness.fault.disk.DiskFault;
import dev.faultline.harness.fault.membership.MembershipChange;
import dev.faultline.harness.fault.network.Connection;
import dev.faultline.harness.fault.network.Lossy;
import dev.faultline.harness.fault.network.Partition;
import dev.faultline.harness.fault.network.Slow;
import dev.faultline.harness.fault.process.Killing;
import dev.faultline.harness.fault.process.Pausing;
import dev.faultline.harness.fault.process.Pressure;
import dev.faultline.harness.fault.process.Restarting;
import dev.faultline.harness.system.SystemUnderTest;
import java.util.ArrayList;
import java.util.List;

/** Every kind of fault there is. */
public final class Faults {

    /** Taken back from the last to the first: what is short of something or stopped goes on before what is gone is started, and who runs before who belongs. */
    public static final List<FaultKind> ALL = List.of(
            new MembershipChange(),
            new Partition(),
            new Killing(),
            new ClockSkew(),
            new Pausing(),
            new Slow(),
            new Lossy(),
            new Connection(),
            new Restarting(),
            new Pressure(),
            new DiskFault());

    private Faults() {}

    /** The names of all kinds. */
    public static List<String> names() {
        return ALL.stream().map(FaultKind::name).toList();
    }

    /** The names of the kinds that the system can have. */
    public static List<String> namesOn(SystemUnderTest system) {
        return ALL.stream()
                .filter(kind -> kind.possibleOn(system)
                        && kind.nodesMin() <= system.nodes().most())
                .map(FaultKind::name)
                .toList();
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static FaultKind named(String name) {
        return ALL.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault " + name + ", only " + names()));
    }

    /**
     * Brings a cluster back to where no fault is in force, whatever was done to it and whether or not anyone remembers.
     *
     * @return what is in force still, one line each; empty when healed
     */
    public static List<String> restore(Field field) {
        if (field.cluster() instanceof InjectsFaults own) {
            return own.restore(field);
        }
        List<String> left = new ArrayList<>();
        for (int i = ALL.size() - 1; i >= 0; i--) {
            left.addAll(ALL.get(i).restore(field));
        }
        return left;
    }
}
