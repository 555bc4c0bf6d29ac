package dev.faultline.harness.fault.process;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.system.SystemUnderTest.Process;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rolling restart, done by the time it stands; proved by the identity of the processes, of which each was gone for a while, and of
 * the others each ran meanwhile.
 */
final class RollInjection implements Injection {
    private final Field field;
    private final Revival revival;
    private final List<Node> nodes;
    private final Map<String, Object> numbers = new TreeMap<>();
    private final List<String> parts = new ArrayList<>();
    private final long from;
    private boolean proved = true;
    private long to;

    RollInjection(Field field, Roll roll) {
        this.field = field;
        this.revival = new Revival(field);
        this.nodes = roll.targets().stream().map(field.cluster()::node).toList();
        this.from = field.clock().nanos();
        nodes.forEach(this::restart);
    }

    private void restart(Node node) {
        Process victim = revival.victim(node);
        revival.signal(node, victim, "-TERM");
        boolean gone = revival.gone(node);
        long down = field.clock().nanos();
        boolean othersRun = field.cluster().nodes().stream()
                .allMatch(other ->
                        other.equals(node) || field.system().process(other).isPresent());
        revival.startWhereNoneRuns(node);
        revival.awaitAnswer(node);
        long downMillis = (field.clock().nanos() - down) / 1_000_000;
        Process successor = revival.victim(node);
        proved &= gone && othersRun && !successor.equals(victim);
        numbers.put(
                node.name(),
                Map.of(
                        "endedPid", victim.pid(),
                        "endedStartTicks", victim.startTicks(),
                        "newPid", successor.pid(),
                        "newStartTicks", successor.startTicks(),
                        "downMillis", downMillis,
                        "othersRan", othersRun));
        parts.add(node + " process " + victim.pid() + (gone ? " ended" : " did NOT end") + ", " + successor.pid()
                + " answered " + downMillis + " ms later"
                + (othersRun ? "" : " while another node was down too"));
    }

    @Override
    public void observe() {
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        revival.startWhereNoneRuns(nodes);
    }

    @Override
    public Evidence evidence() {
        return new Evidence(
                proved,
                from,
                to,
                "process id and start time of each node in turn, the others running meanwhile",
                String.join("; ", parts),
                numbers);
    }
}
