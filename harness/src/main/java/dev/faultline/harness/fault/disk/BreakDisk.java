package dev.faultline.harness.fault.disk;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The disk below the system's data does something wrong.
 *
 * @param shape one of {@link DiskFault#SHAPES}
 * @param amount of a slow disk the milliseconds that each call takes longer, of one with errors how many of 1000 writes and syncs
 *     fail; else 0
 * @param seed decides where a write is torn, which calls fail, and which file is damaged where
 */
public record BreakDisk(SortedSet<String> targets, String shape, int amount, int seed) implements Fault {
    public BreakDisk {
        targets = Fault.frozen(targets);
        if (!DiskFault.SHAPES.contains(shape)) {
            throw new IllegalArgumentException("shape must be one of " + DiskFault.SHAPES + ", not " + shape);
        }
    }

    @Override
    public String kind() {
        return DiskFault.NAME;
    }

    @Override
    public String summary() {
        String nodes = String.join(" ", targets);
        return switch (shape) {
            case "lose" -> "kill " + nodes + ", losing what was not synced";
            case "torn" -> "kill " + nodes + ", tearing a write that was not synced";
            case "flip" -> "flip a bit of the data of " + nodes;
            case "truncate" -> "cut short a file of the data of " + nodes;
            case "lie" -> "syncs that lie on " + nodes + ", then kill";
            case "slow" -> "disk of " + nodes + " slower by " + amount + " ms a call";
            case "eio" -> "I/O errors on " + nodes + " for " + amount + " of 1000 writes and syncs";
            default -> "disk of " + nodes + " full";
        };
    }

    /** With errors, or no room, it may end itself; where that is so nothing is expected of it. */
    @Override
    public SortedSet<String> stopped() {
        return shape.equals("slow") || shape.equals("lie") ? new TreeSet<>() : targets;
    }

    @Override
    public SortedSet<String> restarted() {
        return shape.equals("slow") ? new TreeSet<>() : targets;
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of("targets", targets, "amount", amount, "seed", seed);
    }

    @Override
    public Injection inject(Field field) {
        return switch (shape) {
            case "lose", "torn", "lie" -> new LostWritesInjection(field, this);
            case "flip", "truncate" -> new DamageInjection(field, this);
            default -> new FailingDiskInjection(field, this);
        };
    }
}
