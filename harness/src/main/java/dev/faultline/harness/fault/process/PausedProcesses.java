package dev.faultline.harness.fault.process;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.system.Pausable;
import dev.faultline.harness.system.SystemUnderTest.Process;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All processes of the system on one node that stand still together. */
final class PausedProcesses {
    private final Field field;
    private final Node node;
    private final Process first;
    private final Set<Long> others = new TreeSet<>();

    PausedProcesses(Field field, Node node, Process first) {
        this.field = field;
        this.node = node;
        this.first = first;
    }

    Process first() {
        return first;
    }

    int size() {
        return 1 + others.size();
    }

    /** Those that are there now, besides those that were before; whether there are more than were known. */
    boolean findOthers() {
        return field.system() instanceof Pausable pausable
                && others.addAll(
                        pausable.others(node, first).stream().map(Process::pid).toList());
    }

    void stopFirst() {
        signal("-STOP", first.pid()).orThrow();
    }

    /** What has ended meanwhile needs no signal, and the threads tell of the rest. */
    void stopOthers() {
        findOthers();
        others.forEach(pid -> signal("-STOP", pid));
    }

    /** Looks for others once all known ones stand still: until then one of them may have started more. */
    boolean standStill() {
        return threads().allStopped() && !findOthers();
    }

    /** The first one last, so that it finds all that it started as it left them. */
    void goOn() {
        others.forEach(pid -> signal("-CONT", pid));
        signal("-CONT", first.pid()).orThrow();
    }

    private Shell.Result signal(String signal, long pid) {
        return node.shell().exec("kill", signal, Long.toString(pid));
    }

    /** Fields 3, 14 and 15 of each thread's stat; the command's name before them may hold blanks, so it is cut off first. */
    Threads threads() {
        String files = others.stream()
                .map(pid -> " /proc/" + pid + "/task/*/stat")
                .collect(Collectors.joining("", "/proc/" + first.pid() + "/task/*/stat", ""));
        return Threads.parse(node.shell()
                .script("cat " + files + " 2>/dev/null | sed 's/^.*) //' | awk '{print $1, $12, $13}'")
                .orThrow());
    }

    /** The threads of processes: how many, how many of them stopped, and the clock ticks of processor time they used. */
    record Threads(long count, long stopped, long ticks) {

        /** Reads what the script above printed: one line {@code state ticks ticks} per thread. */
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
}
