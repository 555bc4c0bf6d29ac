package dev.faultline.harness.fault.disk;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.process.Revival;
import dev.faultline.harness.system.SystemUnderTest.Process;
import dev.faultline.harness.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Killed processes whose unsynced writes are gone, proved by the process's identity and by what the disk discarded. The kill comes
 * while a sync is awaited: else there would often be nothing to lose. Where syncs lie the process is killed when the fault is
 * healed, so that all it was told was synced meanwhile is lost.
 */
final class LostWritesInjection implements Injection {
    private static final Duration TO_WRITE = Duration.ofSeconds(5);
    private static final Duration TO_TEAR = Duration.ofMillis(250);
    private static final int ATTEMPTS = 12;
    private static final Duration PACE = Duration.ofMillis(50);

    private final Field field;
    private final BreakDisk fault;
    private final Revival revival;
    private final List<Node> nodes;
    private final Map<String, Process> victims = new ConcurrentHashMap<>();
    private final Set<Node> answering = new HashSet<>();
    private final Map<String, Loss> losses = new ConcurrentHashMap<>();
    private final Map<String, Long> lies = new ConcurrentHashMap<>();
    private final long from;
    private long to;

    LostWritesInjection(Field field, BreakDisk fault) {
        this.field = field;
        this.fault = fault;
        this.revival = new Revival(field);
        this.nodes = fault.targets().stream().map(field.cluster()::node).toList();
        nodes.forEach(node -> victims.put(node.name(), revival.victim(node)));
        if (lies()) {
            AllAtOnce.each(nodes, node -> {
                lies.put(node.name(), liedTo(node));
                new NodeDisk(node).command("lie");
            });
        } else {
            AllAtOnce.each(nodes, node -> new NodeDisk(node).command("stall"));
            AllAtOnce.each(nodes, this::awaitSomethingToLose);
            crash();
        }
        this.from = field.clock().nanos();
    }

    private boolean lies() {
        return fault.shape().equals("lie");
    }

    private static long liedTo(Node node) {
        return new NodeDisk(node).stats().getOrDefault("syncsLiedTo", 0L);
    }

    /** Most writes to a log are shorter than a sector; a longer one comes along with another sync, or the one after that. */
    private void awaitSomethingToLose(Node node) {
        NodeDisk disk = new NodeDisk(node);
        boolean torn = fault.shape().equals("torn");
        for (int attempt = 0; torn && attempt < ATTEMPTS && !awaits(disk, "tearable", TO_TEAR); attempt++) {
            disk.command("clear");
            disk.command("stall");
        }
        awaits(disk, "bytesUnsynced", TO_WRITE);
    }

    private boolean awaits(NodeDisk disk, String counter, Duration patience) {
        return Await.until(field.clock(), patience, PACE, () -> disk.stats().getOrDefault(counter, 0L) > 0);
    }

    private void crash() {
        AllAtOnce.each(nodes, node -> revival.signal(node, Objects.requireNonNull(victims.get(node.name())), "-KILL"));
        AllAtOnce.each(nodes, node -> {
            NodeDisk disk = new NodeDisk(node);
            String said = fault.shape().equals("torn")
                    ? disk.command("lose", "torn", Integer.toString(fault.seed()))
                    : disk.command("lose");
            if (revival.gone(node)) {
                losses.put(node.name(), Loss.parse(said));
            }
            disk.command("clear");
        });
    }

    @Override
    public void observe() {
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        if (lies() && losses.isEmpty()) {
            AllAtOnce.each(nodes, node -> lies.computeIfPresent(node.name(), (name, before) -> liedTo(node) - before));
            crash();
        }
        revival.startWhereNoneRuns(nodes);
        answering.addAll(nodes);
    }

    /** A system that was lied to may refuse to start on what is left, or wait for others that do. */
    private String outcome(Node node, String successor) {
        if (answering.contains(node)) {
            return successor + " answers";
        }
        return successor.equals("-") ? "it does not start again" : successor + " was started and does not answer";
    }

    @Override
    public Evidence evidence() {
        // Where all nodes stand still together, not each of them may have had a write to tear.
        boolean proved =
                !fault.shape().equals("torn") || losses.values().stream().anyMatch(Loss::torn);
        Map<String, Object> numbers = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        for (Node node : nodes) {
            Process victim = Objects.requireNonNull(victims.get(node.name()));
            Optional<Process> successor = field.system().process(node);
            String next = successor.map(process -> Long.toString(process.pid())).orElse("-");
            Loss loss = losses.getOrDefault(node.name(), Loss.NONE);
            long lied = lies.getOrDefault(node.name(), 0L);
            proved &= !successor.map(victim::equals).orElse(false) && loss.any() && (!lies() || lied > 0);
            Map<String, Object> own = new TreeMap<>(loss.numbers());
            own.put("killedPid", victim.pid());
            own.put("newPid", next);
            own.put("syncsLiedTo", lied);
            numbers.put(node.name(), own);
            parts.add(node + (lies() ? " was lied to in " + lied + " syncs;" : "") + " process " + victim.pid()
                    + " is gone, with it " + loss + "; " + outcome(node, next));
        }
        return new Evidence(
                proved,
                from,
                to,
                "process id and start time gone, and what the disk discarded, compared with what was written",
                String.join("; ", parts),
                numbers);
    }
}
