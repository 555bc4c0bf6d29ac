package dev.faultline.harness.fault.process;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.process.PausedProcesses.Threads;
import dev.faultline.harness.system.SystemUnderTest.Process;
import dev.faultline.harness.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Paused processes, proved by the state of their threads: every one of every process stopped, and no processor time used between the first look and
 * the last. Whether the server accepts a connection would prove nothing: the kernel accepts for a stopped process.
 */
final class PauseInjection implements Injection {
    private static final Duration TO_CHANGE = Duration.ofSeconds(5);
    private static final Duration PACE = Duration.ofMillis(20);

    private final Field field;
    private final Map<String, PausedProcesses> victims = new TreeMap<>();
    private final Map<String, Threads> first = new TreeMap<>();
    private final Map<String, Threads> last = new TreeMap<>();
    private final Map<String, Threads> after = new TreeMap<>();
    private final long from;
    private long to;

    PauseInjection(Field field, Pause pause) {
        this.field = field;
        for (String name : pause.targets()) {
            Node node = field.cluster().node(name);
            Process process = field.system()
                    .process(node)
                    .orElseThrow(() -> new IllegalStateException(
                            "nothing to pause: no " + field.system().name() + " runs on " + name));
            victims.put(name, new PausedProcesses(field, node, process));
        }
        victims.values().forEach(PausedProcesses::stopFirst);
        victims.forEach((name, victim) -> {
            Await.until(field.clock(), TO_CHANGE, PACE, () -> {
                victim.stopOthers();
                return victim.standStill();
            });
            first.put(name, victim.threads());
        });
        this.from = field.clock().nanos();
    }

    @Override
    public void observe() {
        victims.forEach((name, victim) -> {
            victim.findOthers();
            last.put(name, victim.threads());
        });
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        victims.values().forEach(PausedProcesses::goOn);
        victims.forEach((name, victim) -> {
            if (!Await.until(
                    field.clock(), TO_CHANGE, PACE, () -> victim.threads().stopped() == 0)) {
                throw new IllegalStateException("the paused process on " + name + " does not go on");
            }
            after.put(name, victim.threads());
        });
    }

    @Override
    public Evidence evidence() {
        boolean proved = victims.keySet().stream().allMatch(this::proved);
        Map<String, Object> numbers = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        victims.forEach((name, victim) -> {
            Threads at = first.getOrDefault(name, new Threads(0, 0, 0));
            Threads until = last.getOrDefault(name, new Threads(0, 0, 0));
            Threads then = after.getOrDefault(name, new Threads(0, 0, 0));
            numbers.put(
                    name,
                    Map.of(
                            "pid", victim.first().pid(),
                            "processes", victim.size(),
                            "threads", at.count(),
                            "stopped", at.stopped(),
                            "stoppedAtEnd", until.stopped(),
                            "ticksUsed", until.ticks() - at.ticks(),
                            "stoppedAfter", then.stopped()));
            parts.add(name + ": " + at.stopped() + " of " + at.count() + " threads "
                    + (victim.size() == 1 ? "" : "of " + victim.size() + " processes ") + "stopped, " + until.stopped()
                    + " of "
                    + until.count() + " at the end, " + (until.ticks() - at.ticks()) + " ticks used between; "
                    + then.stopped()
                    + " stopped after");
        });
        return new Evidence(
                proved, from, to, "state and processor time of every thread", String.join("; ", parts), numbers);
    }

    private boolean proved(String name) {
        Threads at = first.get(name);
        Threads until = last.get(name);
        Threads then = after.get(name);
        return at != null
                && until != null
                && then != null
                && at.allStopped()
                && until.allStopped()
                && at.count() == until.count()
                && at.ticks() == until.ticks()
                && then.stopped() == 0;
    }
}
