package dev.faultline.harness.fault.disk;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.disk.NodeDisk.Probe;
import dev.faultline.harness.fault.process.Revival;
import dev.faultline.harness.system.HasDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A disk that is slow, fails or is full, proved by a small file that is written and synced on it before, while and after, and by
 * how many calls the disk held up or refused. A system may end itself on such a disk: it is started again when that is healed.
 */
final class FailingDiskInjection implements Injection {
    private static final Probe NONE = new Probe(0, "not tried");

    private final Field field;
    private final BreakDisk fault;
    private final Revival revival;
    private final List<Node> nodes;
    private final String directory;
    private final Map<String, Probe> before = new ConcurrentHashMap<>();
    private final Map<String, Probe> first = new ConcurrentHashMap<>();
    private final Map<String, Probe> last = new ConcurrentHashMap<>();
    private final Map<String, Probe> after = new ConcurrentHashMap<>();
    private final Map<String, Long> calls = new ConcurrentHashMap<>();
    private final Map<String, Boolean> ended = new ConcurrentHashMap<>();
    private final long from;
    private long to;

    FailingDiskInjection(Field field, BreakDisk fault) {
        this.field = field;
        this.fault = fault;
        this.revival = new Revival(field);
        this.nodes = fault.targets().stream().map(field.cluster()::node).toList();
        this.directory = ((HasDisk) field.system()).dataDirectory();
        probe(before);
        AllAtOnce.each(nodes, node -> {
            calls.put(node.name(), count(node));
            new NodeDisk(node).command(words());
        });
        probe(first);
        this.from = field.clock().nanos();
    }

    private String[] words() {
        String amount = Integer.toString(fault.amount());
        return switch (fault.shape()) {
            case "slow" -> new String[] {"slow", amount, amount, amount};
            case "eio" -> new String[] {"eio", "ws", amount, Integer.toString(fault.seed())};
            default -> new String[] {"full", "0"};
        };
    }

    private String counter() {
        return switch (fault.shape()) {
            case "slow" -> "delays";
            case "eio" -> "eio";
            default -> "enospc";
        };
    }

    private long count(Node node) {
        return new NodeDisk(node).stats().getOrDefault(counter(), 0L);
    }

    private void probe(Map<String, Probe> probes) {
        AllAtOnce.each(nodes, node -> probes.put(node.name(), new NodeDisk(node).probe(directory)));
    }

    @Override
    public void observe() {
        probe(last);
        to = field.clock().nanos();
        AllAtOnce.each(nodes, node -> {
            calls.computeIfPresent(node.name(), (name, was) -> count(node) - was);
            ended.put(node.name(), field.system().process(node).isEmpty());
        });
    }

    @Override
    public void heal() {
        AllAtOnce.each(nodes, node -> new NodeDisk(node).command("clear"));
        revival.startWhereNoneRuns(nodes);
        probe(after);
    }

    /** Whether a probe saw the fault. */
    private boolean shows(Probe probe) {
        return switch (fault.shape()) {
            // It is written, and it is synced.
            case "slow" -> probe.refusal().isEmpty() && probe.millis() >= 2L * fault.amount();
            case "eio" -> probe.refusal().equals("Input/output error");
            default -> probe.refusal().equals("No space left on device");
        };
    }

    /** Of a few calls that fail, none may have been a probe's. */
    private boolean shownWhile(Probe probe) {
        return shows(probe) || (fault.shape().equals("eio") && fault.amount() < 1000);
    }

    private static String told(Probe probe) {
        return probe.refusal().isEmpty() ? probe.millis() + " ms" : "\"" + probe.refusal() + "\"";
    }

    @Override
    public Evidence evidence() {
        boolean proved = true;
        Map<String, Object> numbers = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        for (Node node : nodes) {
            String name = node.name();
            Probe was = before.getOrDefault(name, NONE);
            Probe atFirst = first.getOrDefault(name, NONE);
            Probe atLast = last.getOrDefault(name, NONE);
            Probe is = after.getOrDefault(name, NONE);
            long held = calls.getOrDefault(name, 0L);
            proved &= was.refusal().isEmpty() && is.refusal().isEmpty() && !shows(was) && !shows(is);
            proved &= shownWhile(atFirst) && shownWhile(atLast) && held > 0;
            boolean itEnded = ended.getOrDefault(name, false);
            numbers.put(
                    name,
                    Map.of(
                            "before",
                            told(was),
                            "atFirst",
                            told(atFirst),
                            "atLast",
                            told(atLast),
                            "after",
                            told(is),
                            counter(),
                            held,
                            "endedItself",
                            itEnded));
            parts.add(name + ": to write and sync gave " + told(was) + " before, " + told(atFirst) + " and "
                    + told(atLast) + " meanwhile, " + told(is) + " after; " + held + " calls "
                    + (fault.shape().equals("slow") ? "held up" : "refused")
                    + (itEnded ? ", and " + field.system().name() + " ended itself" : ""));
        }
        return new Evidence(
                proved, from, to, "a file written and synced through the mount", String.join("; ", parts), numbers);
    }
}
