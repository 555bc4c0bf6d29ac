package dev.faultline.harness.fault.process;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.system.SystemUnderTest.Process;
import dev.faultline.harness.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Killed processes, proved by their identity: the process (id and start time) is gone and stays gone, and after the restart another
 * one answers in its place.
 */
final class KillInjection implements Injection {
    private static final Duration TO_DIE = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(20);
    private static final Duration PACE = Duration.ofMillis(50);

    private final Field field;
    private final Kill kill;
    private final Map<String, Process> victims = new TreeMap<>();
    private final Map<String, Process> successors = new TreeMap<>();
    private final List<String> survivors = new ArrayList<>();
    private final long from;
    private long to;

    KillInjection(Field field, Kill kill) {
        this.field = field;
        this.kill = kill;
        for (String name : kill.targets()) {
            Node node = field.cluster().node(name);
            Process victim = field.system()
                    .process(node)
                    .orElseThrow(() -> new IllegalStateException(
                            "nothing to kill: no " + field.system().name() + " runs on " + name));
            victims.put(name, victim);
        }
        victims.forEach((name, victim) -> field.cluster()
                .node(name)
                .shell()
                .exec("kill", "-9", Long.toString(victim.pid()))
                .orThrow());
        victims.forEach((name, victim) -> {
            if (!Await.until(field.clock(), TO_DIE, PACE, () -> process(name).isEmpty())) {
                survivors.add(name);
            }
        });
        this.from = field.clock().nanos();
    }

    @Override
    public void observe() {
        victims.keySet().forEach(name -> {
            if (process(name).isPresent()) {
                survivors.add(name);
            }
        });
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        for (String name : kill.targets()) {
            if (process(name).isEmpty()) {
                field.system().start(field.cluster().node(name), field.cluster(), field.options(), false);
            }
        }
        for (String name : kill.targets()) {
            Node node = field.cluster().node(name);
            if (!Await.until(
                    field.clock(), TO_ANSWER, PACE, () -> field.system().ready(node))) {
                throw new IllegalStateException(
                        field.system().name() + " was started on " + name + " but does not answer");
            }
            successors.put(name, process(name).orElseThrow(() -> new IllegalStateException("no process on " + name)));
        }
    }

    @Override
    public Evidence evidence() {
        boolean replaced = victims.entrySet().stream()
                .allMatch(
                        e -> successors.containsKey(e.getKey()) && !e.getValue().equals(successors.get(e.getKey())));
        Map<String, Object> numbers = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        victims.forEach((name, victim) -> {
            Process successor = successors.get(name);
            String next = successor == null ? "-" : Long.toString(successor.pid());
            numbers.put(
                    name,
                    Map.of(
                            "killedPid",
                            victim.pid(),
                            "killedStartTicks",
                            victim.startTicks(),
                            "newPid",
                            next,
                            "newStartTicks",
                            successor == null ? "-" : Long.toString(successor.startTicks())));
            parts.add(name + " process " + victim.pid() + " is gone, " + next + " answers");
        });
        if (!survivors.isEmpty()) {
            parts.add("still alive: " + String.join(" ", survivors));
        }
        return new Evidence(
                survivors.isEmpty() && replaced,
                from,
                to,
                "process id and start time gone, a new process that answers",
                String.join("; ", parts),
                numbers);
    }

    private Optional<Process> process(String name) {
        return field.system().process(field.cluster().node(name));
    }
}
