package dev.faultline.harness.fault.process;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.system.SystemUnderTest.Process;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Nodes short of memory, with a process that wants more; proved by the limit in force and by the pages that it took from them and that they needed again. */
final class MemoryPressureInjection implements Injection {
    private static final long MEGABYTE = 1 << 20;

    /** How much more is read than would fit. */
    private static final int BEYOND_MEGABYTES = 56;

    private final Field field;
    private final Revival revival;
    private final List<Node> nodes;
    private final Map<String, Optional<Process>> processes = new TreeMap<>();
    private final Map<String, Long> limits = new TreeMap<>();
    private final Map<String, ControlGroup> before = new TreeMap<>();
    private final Map<String, ControlGroup> during = new TreeMap<>();
    private final Map<String, ControlGroup> after = new TreeMap<>();
    private final long from;
    private long to;

    MemoryPressureInjection(Field field, MemoryPressure pressure) {
        this.field = field;
        this.revival = new Revival(field);
        this.nodes = pressure.targets().stream().map(field.cluster()::node).toList();
        nodes.forEach(node -> {
            ControlGroup now = ControlGroup.of(node);
            before.put(node.name(), now);
            processes.put(node.name(), field.system().process(node));
            limits.put(node.name(), now.memoryHeld() + pressure.spareMegabytes() * MEGABYTE);
        });
        AllAtOnce.each(
                nodes, node -> field.cluster().resources().limitMemory(node, limits.getOrDefault(node.name(), 0L)));
        AllAtOnce.each(nodes, node -> GreedyReader.start(node, pressure.spareMegabytes() + BEYOND_MEGABYTES));
        this.from = field.clock().nanos();
    }

    @Override
    public void observe() {
        nodes.forEach(node -> during.put(node.name(), ControlGroup.of(node)));
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        AllAtOnce.each(nodes, GreedyReader::stop);
        AllAtOnce.each(nodes, field.cluster().resources()::unlimit);
        revival.startWhereNoneRuns(nodes);
        nodes.forEach(node -> after.put(node.name(), ControlGroup.of(node)));
    }

    @Override
    public Evidence evidence() {
        boolean proved = true;
        Map<String, Object> numbers = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        for (Node node : nodes) {
            ControlGroup then = before.getOrDefault(node.name(), ControlGroup.NONE);
            ControlGroup now = during.getOrDefault(node.name(), ControlGroup.NONE);
            ControlGroup lifted = after.getOrDefault(node.name(), ControlGroup.NONE);
            long refaulted = now.pagesRefaulted() - then.pagesRefaulted();
            boolean killed = !processes
                    .getOrDefault(node.name(), Optional.empty())
                    .equals(field.system().process(node));
            // The kernel rounds a limit to whole pages.
            long limit = limits.getOrDefault(node.name(), 0L);
            proved &= now.memoryLimit() <= limit && refaulted > 0 && lifted.memoryLimit() > limit;
            numbers.put(
                    node.name(),
                    Map.of(
                            "limitBytes", now.memoryLimit(),
                            "heldBytesBefore", then.memoryHeld(),
                            "pagesRefaulted", refaulted,
                            "limitBytesAfter", lifted.memoryLimit(),
                            "processKilled", killed));
            parts.add(node.name() + " was held to " + now.memoryLimit() / MEGABYTE + " MB, and " + refaulted
                    + " pages that were taken from it were needed again"
                    + (killed ? ", until its process was killed" : ""));
        }
        return new Evidence(
                proved,
                from,
                to,
                "the limit in force, and the pages that the kernel took away and that were needed again",
                String.join("; ", parts),
                numbers);
    }
}
