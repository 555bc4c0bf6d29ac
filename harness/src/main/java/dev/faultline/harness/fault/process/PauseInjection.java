package dev.faultline.harness.fault.process;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.system.SystemUnderTest.Process;
import dev.faultline.harness.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Paused processes, proved by the state of their threads: every one stopped, and no processor time used between the first look and
 * the last. Whether the server accepts a connection would prove nothing: the kernel accepts for a stopped process.
 */
final class PauseInjection implements Injection {
    private static final Duration TO_CHANGE = Duration.ofSeconds(5);
    private static final Duration PACE = Duration.ofMillis(20);

    private final Field field;
    private final Map<String, Process> victims = new TreeMap<>();
    private final Map<String, Threads> first = new TreeMap<>();
    private final Map<String, Threads> last = new TreeMap<>();
    private final Map<String, Threads> after = new TreeMap<>();
    private final long from;
    private long to;

    /** The threads of a process: how many, how many of them stopped, and the clock ticks of processor time they used. */
    record Threads(long count, long stopped, long ticks) {

        /** Reads what the script below printed: one line {@code state ticks} per thread. */
        static Threads parse(String lines) {
            long count = 0;
            long stopped = 0;
            long ticks = 0;
            for (String line : lines.strip().split("\n")) {
                String[] parts = line.strip().split(" ");
                if (parts.length == 3) {
                    count++;
                    stopped += parts[0].equals("T") ? 1 : 0;
                    ticks += Long.parseLong(parts[1]) + Long.parseLong(parts[2]);
                }
            }
            return new Threads(count, stopped, ticks);
        }

        boolean allStopped() {
            return count > 0 && stopped == count;
        }
    }

    PauseInjection(Field field, Pause pause) {
        this.field = field;
        for (String name : pause.targets()) {
            victims.put(
                    name,
                    field.system()
                            .process(field.cluster().node(name))
                            .orElseThrow(() -> new IllegalStateException(
                                    "nothing to pause: no " + field.system().name() + " runs on " + name)));
        }
        victims.forEach((name, victim) -> signal(name, "-STOP"));
        victims.forEach((name, victim) -> {
            Await.until(field.clock(), TO_CHANGE, PACE, () -> threads(name).allStopped());
            first.put(name, threads(name));
        });
        this.from = field.clock().nanos();
    }

    @Override
    public void observe() {
        victims.keySet().forEach(name -> last.put(name, threads(name)));
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        victims.keySet().forEach(name -> signal(name, "-CONT"));
        victims.keySet().forEach(name -> {
            if (!Await.until(field.clock(), TO_CHANGE, PACE, () -> threads(name).stopped() == 0)) {
                throw new IllegalStateException("the paused process on " + name + " does not go on");
            }
            after.put(name, threads(name));
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
                            "pid", victim.pid(),
                            "threads", at.count(),
                            "stopped", at.stopped(),
                            "stoppedAtEnd", until.stopped(),
                            "ticksUsed", until.ticks() - at.ticks(),
                            "stoppedAfter", then.stopped()));
            parts.add(name + ": " + at.stopped() + " of " + at.count() + " threads stopped, " + until.stopped() + " of "
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
                && at.ticks() == until.ticks()
                && then.stopped() == 0;
    }

    private void signal(String name, String signal) {
        field.cluster().node(name).shell().exec("kill", signal, pid(name)).orThrow();
    }

    private String pid(String name) {
        Process victim = victims.get(name);
        return victim == null ? "-" : Long.toString(victim.pid());
    }

    /** Fields 3, 14 and 15 of each thread's stat; the command's name before them may hold blanks, so it is cut off first. */
    private Threads threads(String name) {
        return Threads.parse(field.cluster()
                .node(name)
                .shell()
                .script("cat /proc/" + pid(name)
                        + "/task/*/stat 2>/dev/null | sed 's/^.*) //' | awk '{print $1, $12, $13}'")
                .orThrow());
    }
}
