package dev.faultline.sim;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.disk.BreakDisk;
import dev.faultline.node.sim.CrashReport;
import dev.faultline.node.sim.DiskCounters;
import dev.faultline.node.sim.SimulatedDisk;
import dev.faultline.node.sim.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Disks that are slow, fail, are full, or whose syncs lie, which is paid for by a loss of power at the end. Proved by what the disk
 * counted meanwhile. A process may end itself on such a disk; it is started again when that is over.
 */
final class SimulatedBadDisk implements Injection {
    private static final double PERMILLE = 1000;
    private static final long MILLI = 1_000_000;

    private final Field field;
    private final World world;
    private final BreakDisk fault;
    private final Victims victims;
    private final Map<String, Long> before = new TreeMap<>();
    private final Map<String, Long> after = new TreeMap<>();
    private final Map<String, String> ends = new TreeMap<>();
    private final Map<String, String> probes = new TreeMap<>();
    private final long from;
    private long to;

    SimulatedBadDisk(Field field, SimulatedCluster cluster, BreakDisk fault) {
        this.field = field;
        this.world = cluster.world();
        this.fault = fault;
        this.victims = new Victims(field, cluster, fault.targets());
        for (String name : fault.targets()) {
            before.put(name, count(disk(name).counters()));
            spoil(disk(name));
        }
        this.from = field.clock().nanos();
    }

    private SimulatedDisk disk(String name) {
        return world.disk(SimulatedCluster.number(name));
    }

    private void spoil(SimulatedDisk disk) {
        switch (fault.shape()) {
            case "slow" -> disk.slowBy(fault.amount() * MILLI);
            case "eio" -> disk.fail(0, fault.amount() / PERMILLE, fault.amount() / PERMILLE);
            case "full" -> disk.capacity(disk.used());
            default -> disk.lie(true);
        }
    }

    @Override
    public void observe() {
        for (String name : fault.targets()) {
            int number = SimulatedCluster.number(name);
            after.put(name, count(disk(name).counters()));
            probes.put(name, probe(disk(name)));
            world.death(number)
                    .filter(why -> !world.runs(number))
                    .ifPresent(why -> ends.put(name, "ended itself: " + why));
        }
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        for (String name : fault.targets()) {
            int number = SimulatedCluster.number(name);
            if (fault.shape().equals("lie") && !ends.containsKey(name)) {
                CrashReport report = world.crash(number);
                ends.put(name, "crashed and " + SimulatedKill.lost(report));
            }
            disk(name).heal();
        }
        victims.revive();
    }

    @Override
    public Evidence evidence() {
        boolean proved = true;
        List<String> parts = new ArrayList<>();
        Map<String, Object> numbers = new TreeMap<>();
        for (String name : fault.targets()) {
            long count = after.getOrDefault(name, 0L) - before.getOrDefault(name, 0L);
            String met = probes.getOrDefault(name, "not tried");
            // Every disk counts syncs: that they were slow is seen by the probe alone.
            proved &= met.equals(expected()) || (count > 0 && !fault.shape().equals("slow"));
            numbers.put(name, Map.of("count", count, "probe", met));
            parts.add(name + ": " + count + " " + what() + ", a write met " + met
                    + (ends.containsKey(name) ? ", it " + ends.get(name) : ""));
        }
        return new Evidence(
                proved,
                from,
                to,
                "what the disk counted, and what a write would meet",
                String.join("; ", parts),
                numbers);
    }

    private String probe(SimulatedDisk disk) {
        return fault.shape().equals("slow") ? disk.probeExtraNanos() / MILLI + " ms" : disk.probe();
    }

    private String expected() {
        return switch (fault.shape()) {
            case "slow" -> fault.amount() + " ms";
            case "eio" -> "error";
            case "full" -> "full";
            default -> "lie";
        };
    }

    private String what() {
        return switch (fault.shape()) {
            case "slow" -> "syncs took " + fault.amount() + " ms longer";
            case "eio" -> "writes and syncs failed";
            case "full" -> "writes found no room";
            default -> "syncs lied";
        };
    }

    private long count(DiskCounters counters) {
        return switch (fault.shape()) {
            case "slow" -> counters.syncs();
            case "eio" -> counters.writeErrors() + counters.syncErrors();
            case "full" -> counters.refusals();
            default -> counters.lies();
        };
    }
}
