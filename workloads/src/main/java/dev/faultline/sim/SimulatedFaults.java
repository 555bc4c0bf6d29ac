package dev.faultline.sim;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.clock.SkewClock;
import dev.faultline.harness.fault.disk.BreakDisk;
import dev.faultline.harness.fault.membership.MembershipChange;
import dev.faultline.harness.fault.process.Kill;
import dev.faultline.harness.fault.process.Pause;
import dev.faultline.harness.fault.process.SlowStart;
import dev.faultline.node.sim.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which faults the simulation does in its own way; the others are the same here as on real nodes. */
final class SimulatedFaults {
    private static final MembershipChange MEMBERSHIP = new MembershipChange();
    private static final Set<String> KILLING = Set.of("lose", "torn");
    private static final Set<String> DAMAGING = Set.of("flip", "truncate");

    private SimulatedFaults() {}

    static Injection inject(Fault fault, Field field, SimulatedCluster cluster) {
        if (fault instanceof Kill kill) {
            return new SimulatedKill(field, cluster, kill.targets());
        }
        if (fault instanceof Pause pause) {
            return new SimulatedPause(field, cluster, pause.targets());
        }
        if (fault instanceof SkewClock skew) {
            return new SimulatedSkew(field, cluster, skew);
        }
        if (fault instanceof SlowStart slow) {
            return new SimulatedSlowStart(field, cluster, slow);
        }
        if (fault instanceof BreakDisk disk) {
            return disk(disk, field, cluster);
        }
        if (fault.kind().equals(MEMBERSHIP.name())) {
            cluster.membersAreFaulted();
        }
        return fault.inject(field);
    }

    private static Injection disk(BreakDisk disk, Field field, SimulatedCluster cluster) {
        if (KILLING.contains(disk.shape())) {
            return new SimulatedLoss(field, cluster, disk);
        }
        return DAMAGING.contains(disk.shape())
                ? new SimulatedDamage(field, cluster, disk)
                : new SimulatedBadDisk(field, cluster, disk);
    }

    /** Everything is as it was before any fault: links, clocks, disks, processes, members. */
    static List<String> restore(Field field, SimulatedCluster cluster) {
        World world = cluster.world();
        cluster.network().healAll();
        for (Node node : cluster.nodes()) {
            int number = SimulatedCluster.number(node.name());
            world.clock(number).reset();
            world.disk(number).heal();
            world.slow(number, 1);
            if (world.paused(number)) {
                world.resume(number);
            }
            if (!world.runs(number)) {
                field.system().start(node, cluster, field.options(), false);
            }
        }
        List<String> left = new ArrayList<>(cluster.network().inForce());
        // Members that no fault has changed are the clients' own business.
        if (cluster.areMembersFaulted()) {
            left.addAll(MEMBERSHIP.restore(field));
        }
        return left;
    }
}
