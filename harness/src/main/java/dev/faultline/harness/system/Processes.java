package dev.faultline.harness.system;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Shell;
import java.util.List;
import java.util.Optional;

/** Finds the process of a system on a node. */
public final class Processes {
    private Processes() {}

    /**
     * The one process whose program has this name; zombies do not count. Empty when there is none.
     *
     * @throws dev.faultline.harness.cluster.ShellException when the node could not be asked: that is not to be taken for none
     */
    public static Optional<SystemUnderTest.Process> named(Node node, String program) {
        // A process may end between the two looks; only what keeps the script from its end is a failure.
        Shell.Result result =
                node.shell().script("for p in $(pidof " + program + "); do cat /proc/$p/stat 2>/dev/null; done; true");
        return result.orThrow()
                .lines()
                .map(Processes::parse)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * The oldest process whose command line begins with these words, of which none is a special character but the dot; zombies do not
     * count. Empty when there is none.
     *
     * @throws dev.faultline.harness.cluster.ShellException when the node could not be asked: that is not to be taken for none
     */
    public static Optional<SystemUnderTest.Process> oldest(Node node, String command) {
        // As above.
        Shell.Result result =
                node.shell().script("p=$(pgrep -o -f '^" + command + "') && cat /proc/$p/stat 2>/dev/null; true");
        return result.orThrow()
                .lines()
                .map(Processes::parse)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * The processes that this one has started and that still run; zombies do not count.
     *
     * @throws dev.faultline.harness.cluster.ShellException when the node could not be asked: that is not to be taken for none
     */
    public static List<SystemUnderTest.Process> children(Node node, SystemUnderTest.Process parent) {
        // As above.
        Shell.Result result = node.shell()
                .script("for p in $(pgrep -P " + parent.pid() + "); do cat /proc/$p/stat 2>/dev/null; done; true");
        return result.orThrow()
                .lines()
                .map(Processes::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Reads /proc/PID/stat: the id is field 1, the state field 3, the start time field 22; field 2 is in parentheses and may hold blanks. */
    static Optional<SystemUnderTest.Process> parse(String stat) {
        int close = stat.lastIndexOf(')');
        int blank = stat.indexOf(' ');
        if (close < 0 || blank < 0) {
            return Optional.empty();
        }
        String[] rest = stat.substring(close + 1).strip().split(" ");
        if (rest.length < 20 || rest[0].equals("Z") || rest[0].equals("X")) {
            return Optional.empty();
        }
        return Optional.of(
                new SystemUnderTest.Process(Long.parseLong(stat.substring(0, blank)), Long.parseLong(rest[19])));
    }
}
