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
import java.util.TreeMap;

/** A slow start, proved by the identity of the processes and by the processor time that was withheld while the new one came up. */
final class SlowStartInjection implements Injection {
    private static final Process NOBODY = new Process(0, 0);

    private final Field field;
    private final SlowStart slow;
    private final Revival revival;
    private final List<Node> nodes;
    private final Map<String, Process> victims = new TreeMap<>();
    private final Map<String, Process> successors = new TreeMap<>();
    private final Map<String, Throttling> seen = new TreeMap<>();
    private final List<String> survivors = new ArrayList<>();
    private final long from;
    private long to;

    SlowStartInjection(Field field, SlowStart slow) {
        this.field = field;
        this.slow = slow;
        this.revival = new Revival(field);
        this.nodes = slow.targets().stream().map(field.cluster()::node).toList();
        nodes.forEach(node -> victims.put(node.name(), revival.victim(node)));
        nodes.forEach(node -> revival.signal(node, victims.getOrDefault(node.name(), NOBODY), "-KILL"));
        nodes.stream().filter(node -> !revival.gone(node)).forEach(node -> survivors.add(node.name()));
        nodes.forEach(node -> seen.put(node.name(), new Throttling(field, node)));
        AllAtOnce.each(nodes, node -> field.cluster().resources().limitCores(node, slow.percent() / 100.0));
        seen.values().forEach(Throttling::begins);
        AllAtOnce.each(nodes, revival::startWhereNoneRuns);
        this.from = field.clock().nanos();
    }

    @Override
    public void observe() {
        seen.values().forEach(Throttling::ends);
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        AllAtOnce.each(nodes, field.cluster().resources()::unlimit);
        revival.startWhereNoneRuns(nodes);
        nodes.forEach(node -> successors.put(node.name(), revival.victim(node)));
    }

    @Override
    public Evidence evidence() {
        AllAtOnce.each(List.copyOf(seen.values()), Throttling::afterwards);
        boolean proved = survivors.isEmpty();
        Map<String, Object> numbers = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        for (Node node : nodes) {
            Process victim = victims.getOrDefault(node.name(), NOBODY);
            Process successor = successors.getOrDefault(node.name(), NOBODY);
            Throttling throttling = seen.getOrDefault(node.name(), new Throttling(field, node));
            proved &= !successor.equals(victim) && throttling.shows(slow.percent());
            Map<String, Object> own = new TreeMap<>(throttling.numbers());
            own.put("killedPid", victim.pid());
            own.put("newPid", successor.pid());
            numbers.put(node.name(), own);
            parts.add(node + " process " + victim.pid() + " is gone, " + successor.pid() + " in its place; " + node
                    + " " + throttling.summary());
        }
        return new Evidence(
                proved,
                from,
                to,
                "process id and start time, and the processor time withheld while the new process came up",
                String.join("; ", parts),
                numbers);
    }
}
