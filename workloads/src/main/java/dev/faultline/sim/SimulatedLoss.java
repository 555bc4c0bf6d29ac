package dev.faultline.sim;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.disk.BreakDisk;
import dev.faultline.harness.time.Await;
import dev.faultline.node.sim.CrashReport;
import dev.faultline.node.sim.PowerLoss;
import dev.faultline.node.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Machines that lose power at the same instant, while something on their disks is not durable yet, so that it is lost, or torn. Proved by
 * what the disks no longer have, told disk by disk. No instant need find every disk writing, least of all where a majority is hit; so one
 * that lost as asked is enough, if all the processes are gone.
 */
final class SimulatedLoss implements Injection {
    /** So long an instant is looked for at which all of the disks write; then for one at which any does. */
    private static final Duration TO_WRITE_ALL = Duration.ofSeconds(1);

    private static final Duration TO_WRITE = Duration.ofSeconds(5);
    private static final Duration PACE = Duration.ofNanos(50_000);
    /** What a process syncs while it comes up is no longer what it wrote. */
    private static final Duration TO_COME_UP = Duration.ofMillis(500);

    private static final int ATTEMPTS = 5;

    private final Field field;
    private final World world;
    private final BreakDisk fault;
    private final PowerLoss loss;
    private final Victims victims;
    private final Map<String, CrashReport> reports = new TreeMap<>();
    /** Where a sync was awaited: elsewhere only what need not be durable was lost. */
    private final TreeSet<String> writing = new TreeSet<>();

    private final long from;
    private long to;

    SimulatedLoss(Field field, SimulatedCluster cluster, BreakDisk fault) {
        this.field = field;
        this.world = cluster.world();
        this.fault = fault;
        this.loss = fault.shape().equals("torn") ? PowerLoss.TEARING : PowerLoss.LOSING;
        this.victims = new Victims(field, cluster, fault.targets());
        crash();
        for (int i = 1; i < ATTEMPTS && !asAsked(); i++) {
            fault.targets().forEach(this::startAgain);
            field.clock().pause(TO_COME_UP.toNanos());
            crash();
        }
        this.from = field.clock().nanos();
    }

    private void crash() {
        if (!Await.until(
                field.clock(),
                TO_WRITE_ALL,
                PACE,
                () -> fault.targets().stream().allMatch(this::writes))) {
            Await.until(
                    field.clock(),
                    TO_WRITE,
                    PACE,
                    () -> fault.targets().stream().anyMatch(this::writes));
        }
        writing.clear();
        fault.targets().stream().filter(this::writes).forEach(writing::add);
        fault.targets().forEach(name -> reports.put(name, world.crash(SimulatedCluster.number(name), loss)));
    }

    private boolean writes(String name) {
        return world.disk(SimulatedCluster.number(name)).syncing();
    }

    private void startAgain(String name) {
        ((SimulatedHost) field.cluster().node(name).shell()).again();
    }

    private boolean asAsked() {
        return reports.entrySet().stream().anyMatch(e -> writing.contains(e.getKey()) && asAsked(e.getValue()));
    }

    private boolean asAsked(CrashReport report) {
        return loss == PowerLoss.TEARING
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
            boolean awaited = writing.contains(name);
            parts.add(victims.told(name)
                    + (awaited ? ", it awaited a sync, " : ", it awaited no sync, ")
                    + SimulatedKill.lost(report));
            numbers.put(name, Map.of("lost", report.lost(), "awaitedSync", awaited));
        });
        return new Evidence(
                victims.replaced() && asAsked(),
                from,
                to,
                "the process gone, and what of the disk was not durable",
                String.join("; ", parts),
                numbers);
    }
}
