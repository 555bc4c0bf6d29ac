package dev.faultline.sim;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.node.sim.CrashReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** Machines without power, and what of their disks that cost; proved by processes that are gone and others in their place. */
final class SimulatedKill implements Injection {
    private final Field field;
    private final Victims victims;
    private final Map<String, CrashReport> reports = new TreeMap<>();
    private final long from;
    private long to;

    SimulatedKill(Field field, SimulatedCluster cluster, SortedSet<String> targets) {
        this.field = field;
        this.victims = new Victims(field, cluster, targets);
        targets.forEach(name -> reports.put(name, cluster.world().crash(SimulatedCluster.number(name))));
        this.from = field.clock().nanos();
    }

    @Override
    public void observe() {
        victims.look();
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        victims.revive();
    }

    @Override
    public Evidence evidence() {
        Map<String, Object> numbers = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        reports.forEach((name, report) -> {
            numbers.put(name, Map.of("lost", report.lost()));
            parts.add(victims.told(name) + ", " + lost(report));
        });
        return new Evidence(
                victims.replaced(),
                from,
                to,
                "the process gone, another in its place, and what of the disk was not durable",
                String.join("; ", parts),
                numbers);
    }

    static String lost(CrashReport report) {
        if (report.lost() == 0) {
            return "nothing was lost";
        }
        List<String> parts = new ArrayList<>(report.names());
        for (CrashReport.FileLoss file : report.files()) {
            String torn =
                    file.tornLength() == 0 ? "" : ", " + file.tornLength() + " bytes torn at " + file.tornOffset();
            parts.add((file.changes() - file.kept()) + " of " + file.changes() + " changes of " + file.file() + torn);
        }
        return "lost " + String.join(" and ", parts);
    }
}
