package dev.faultline.harness.cluster.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The process that made a container or network, as its label says. A process id alone may be another process's by now; with the
 * start time it is not, as long as the machine has not been booted again.
 *
 * @param pid process id in its own process namespace
 * @param start start time in clock ticks since boot
 * @param boot the kernel's id of this boot
 * @param namespace the process namespace, for harnesses that run in containers themselves
 */
record Owner(long pid, long start, String boot, String namespace) {
    /** On every container and network; the value is {@link #label()}. */
    static final String LABEL = "dev.faultline.owner";
    /** On every container and network: the run's name. */
    static final String RUN_LABEL = "dev.faultline.run";

    private static final Path PROC = Path.of("/proc");

    /** What can be said of an owner from here. */
    enum State {
        ALIVE,
        DEAD,
        /** Of another boot or another process namespace: nothing can be said. */
        ELSEWHERE
    }

    /** This JVM. */
    static Owner current() {
        return of(ProcessHandle.current().pid());
    }

    /** A process that runs now. */
    static Owner of(long pid) {
        try {
            return new Owner(
                    pid,
                    startOf(pid).orElseThrow(() -> new IOException("no start time of process " + pid)),
                    Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip(),
                    Files.readSymbolicLink(PROC.resolve("self/ns/pid"))
                            .toString()
                            .replaceAll("\\D", ""));
        } catch (IOException e) {
            throw new IllegalStateException("this is not Linux with /proc: " + e.getMessage(), e);
        }
    }

    String label() {
        return pid + ":" + start + ":" + boot + ":" + namespace;
    }

    Map<String, String> labels(String run) {
        return Map.of(LABEL, label(), RUN_LABEL, run);
    }

    /** The owner that a label names; empty when it is not one of ours. */
    static Optional<Owner> parse(String label) {
        String[] parts = label.split(":", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Owner(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2], parts[3]));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether this owner still runs, as {@code observer} sees it. */
    State stateSeenBy(Owner observer) {
        if (!boot.equals(observer.boot) || !namespace.equals(observer.namespace)) {
            return State.ELSEWHERE;
        }
        return startOf(pid).filter(found -> found == start).isPresent() ? State.ALIVE : State.DEAD;
    }

    private static Optional<Long> startOf(long pid) {
        try {
            return Optional.of(startIn(Files.readString(PROC.resolve(pid + "/stat"))));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Field 22 of {@code /proc/PID/stat}, counted from the last parenthesis: a process may have any name. */
    static long startIn(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[22 - 3]);
    }
}
