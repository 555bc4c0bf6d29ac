package dev.faultline.sim;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.disk.BreakDisk;
import dev.faultline.harness.time.Await;
import dev.faultline.node.sim.CrashReport;
import dev.faultline.node.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Machines that lose power while something on their disks is not durable yet, so that it is lost, or torn. Proved by what the disk no
 * longer has.
 */
final class SimulatedLoss implements Injection {
    private static final Duration TO_WRITE = Duration.ofSeconds(5);
    private static final Duration PACE = Duration.ofNanos(50_000);
    /** What a process syncs while it comes up is no longer what it wrote. */
    private static final Duration TO_COME_UP = Duration.ofMillis(500);

    private static final int ATTEMPTS = 40;

    private final Field field;
    private final World world;
    private final BreakDisk fault;
    private final Victims victims;
    private final Map<String, CrashReport> reports = new TreeMap<>();
    private final long from;
    private long to;

    SimulatedLoss(Field field, SimulatedCluster cluster, BreakDisk fault) {
        this.field = field;
        this.world = cluster.world();
        this.fault = fault;
        this.victims = new Victims(field, cluster, fault.targets());
        fault.targets().forEach(name -> reports.put(name, crash(name)));
        this.from = field.clock().nanos();
    }

    private CrashReport crash(String name) {
        int number = SimulatedCluster.number(name);
        SimulatedHost host = (SimulatedHost) field.cluster().node(name).shell();
        CrashReport report = crashWhileUnsynced(number);
        for (int i = 1; i < ATTEMPTS && !asAsked(report); i++) {
            host.again();
            field.clock().pause(TO_COME_UP.toNanos());
            report = crashWhileUnsynced(number);
        }
        return report;
    }

    private CrashReport crashWhileUnsynced(int number) {
        Await.until(field.clock(), TO_WRITE, PACE, () -> world.disk(number).syncing());
        return world.crash(number);
    }

    private boolean asAsked(CrashReport report) {
        return fault.shape().equals("torn")
                ? report.files().stream().anyMatch(file -> file.tornLength() > 0)
                : report.lost() > 0;
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
        List<String> parts = new ArrayList<>();
        Map<String, Object> numbers = new TreeMap<>();
        reports.forEach((name, report) -> {
            parts.add(victims.told(name) + ", " + SimulatedKill.lost(report));
            numbers.put(name, Map.of("lost", report.lost()));
        });
        boolean proved = victims.replaced() && reports.values().stream().allMatch(this::asAsked);
        return new Evidence(
                proved,
                from,
                to,
                "the process gone, and what of the disk was not durable",
                String.join("; ", parts),
                numbers);
    }
}
