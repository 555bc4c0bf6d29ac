package dev.faultline.harness.fault;

import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.fault.clock.Skew;
import dev.faultline.harness.system.SystemUnderTest.Process;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A host in memory with one process of four threads, which takes signals as the kernel would, but for its flaws. */
public final class StagedHost implements Shell {
    private static final int THREADS = 4;
    private static final String CHILD = "9";

    private final String name;
    private long nextPid = 100;
    private Optional<Process> process = Optional.empty();
    private boolean stopped;
    private long ticks;

    /** Whether its process lives on after SIGKILL. */
    public boolean survivesKill;
    /** Whether one of its threads goes on after SIGSTOP. */
    public boolean oneThreadGoesOn;
    /** Whether its stopped threads use processor time all the same. */
    public boolean worksWhileStopped;
    /** Whether SIGCONT does nothing. */
    public boolean staysStopped;
    /** What its process has started besides, by id, and which of them are stopped; each has one thread. */
    public final Map<Long, Boolean> workers = new TreeMap<>();
    /** Whether those go on after SIGSTOP. */
    public boolean workersGoOn;
    /** Whether what is started on it exits at once. */
    public boolean startsInVain;

    /** Whether its process's clock stays where it is whatever is asked. */
    public boolean clockHolds;
    /** Whether its process's clock stays moved when it is to be reset. */
    public boolean clockStaysMoved;

    /** Whether no limit ever holds anything back. */
    public boolean limitsDoNothing;
    /** Whether a limit stays when it is lifted. */
    public boolean limitsStay;

    /** Whether its process has started another one, which keeps the host's time whatever is asked. */
    public boolean childKeepsTime;
    /** Whether its process has started another one, which sees what it sees. */
    public boolean childSeesTheSame;
    /** Whether its process has started another one, which ends as soon as it is looked at. */
    public boolean childEnds;

    /** What its process's data is on. */
    public final StagedDisk disk = new StagedDisk();

    private final StagedControlGroup group = new StagedControlGroup();

    private final StagedClock clock;
    private long clockBase;
    private Skew skew = new Skew.Bump(Duration.ZERO);

    StagedHost(String name, StagedClock clock) {
        this.name = name;
        this.clock = clock;
    }

    public Optional<Process> process() {
        return process;
    }

    public void start() {
        if (!startsInVain) {
            process = Optional.of(new Process(nextPid++, nextPid * 1000));
            stopped = false;
            skew = new Skew.Bump(Duration.ZERO);
        }
    }

    /** The process ends without being asked. */
    public void crash() {
        process = Optional.empty();
    }

    public boolean stopped() {
        return stopped;
    }

    @Override
    public Result exec(Duration timeout, List<String> command) {
        String pid = process.map(p -> Long.toString(p.pid())).orElse("-");
        if (command.get(0).equals("kill") && command.get(2).equals(pid)) {
            signal(command.get(1));
            return new Result(0, "", "");
        }
        if (command.get(0).equals("kill") && workers.containsKey(Long.valueOf(command.get(2)))) {
            workers.put(Long.valueOf(command.get(2)), command.get(1).equals("-STOP") && !workersGoOn);
            return new Result(0, "", "");
        }
        if (command.get(0).equals("kill")) {
            return new Result(1, "", "kill: (" + command.get(2) + ") - No such process");
        }
        if (command.get(0).equals("sh") && command.get(2).startsWith("cat /proc/" + pid + "/task/*/stat")) {
            StringBuilder lines = new StringBuilder(threads());
            workers.forEach((worker, still) -> {
                if (command.get(2).contains(" /proc/" + worker + "/task/")) {
                    lines.append(still ? "T" : "S").append(" 0 0\n");
                }
            });
            return new Result(0, lines.toString(), "");
        }
        if (command.get(0).equals("sh") && command.get(2).startsWith("cd /sys/fs/cgroup")) {
            group.pass(clock.peek());
            return new Result(0, group.toString(), "");
        }
        if (command.get(0).equals("faultline-disk")) {
            return disk.command(command);
        }
        if (command.get(0).equals("sha256sum")) {
            return disk.digest();
        }
        if (command.get(0).equals("sh") && command.get(2).contains("/.faultline-probe")) {
            return disk.probe();
        }
        if (command.get(0).equals("sh") && command.get(2).contains("find . -type f")) {
            return disk.files();
        }
        if (command.get(0).equals("faultline-clock")) {
            if (command.get(2).equals(CHILD) && childEnds) {
                return new Result(4, "", "faultline-clock: no process " + CHILD);
            }
            return command.get(2).equals(pid) || command.get(2).equals(CHILD)
                    ? new Result(0, clock(command), "")
                    : new Result(4, "", "faultline-clock: no process " + command.get(2));
        }
        return new Result(0, "", "");
    }

    /** Moves its process's clock, whoever asked for it. */
    public void moveClock(Skew to) {
        skew = clockHolds ? skew : to;
        clockBase = clock.peek();
    }

    /** Sets its limits; those are bytes and cores. */
    public void limit(double cores, long bytes) {
        group.pass(clock.peek());
        boolean lifted = cores == StagedControlGroup.NO_CORES && bytes == StagedControlGroup.NO_BYTES;
        if (!limitsDoNothing && !(lifted && limitsStay)) {
            group.limit(cores, bytes);
        }
    }

    private String clock(List<String> command) {
        switch (command.get(1)) {
            case "bump" -> moveClock(new Skew.Bump(Duration.ofMillis(Long.parseLong(command.get(3)))));
            case "drift" -> moveClock(new Skew.Drift(Integer.parseInt(command.get(3))));
            case "freeze" -> moveClock(new Skew.Freeze());
            case "strobe" ->
                moveClock(new Skew.Strobe(
                        Duration.ofMillis(Long.parseLong(command.get(3))),
                        Duration.ofMillis(Long.parseLong(command.get(4)))));
            case "family" -> {
                return childKeepsTime || childSeesTheSame || childEnds ? CHILD + "\n" : "";
            }
            case "reset" -> skew = clockStaysMoved ? skew : new Skew.Bump(Duration.ZERO);
            case "read" -> {
                long host = clock.nanos();
                boolean kept = command.get(2).equals(CHILD) && childKeepsTime;
                long off = kept
                        ? 0
                        : skew.expected(Duration.ofNanos(host - clockBase)).toNanos();
                return (host + off) + "\t" + host + "\t" + off + "\t9000\n";
            }
            default -> throw new IllegalArgumentException(command.get(1));
        }
        return clockBase + "\n";
    }

    private void signal(String signal) {
        switch (signal) {
            case "-KILL", "-TERM" -> process = survivesKill ? process : Optional.empty();
            case "-STOP" -> stopped = true;
            case "-CONT" -> stopped = stopped && staysStopped;
            default -> throw new IllegalArgumentException(signal);
        }
    }

    private String threads() {
        ticks += stopped && !worksWhileStopped ? 0 : 1;
        StringBuilder lines = new StringBuilder();
        for (int thread = 0; thread < THREADS; thread++) {
            boolean still = stopped && !(oneThreadGoesOn && thread == 0);
            lines.append(still ? "T" : "S").append(' ').append(ticks).append(" 3\n");
        }
        return lines.toString();
    }

    @Override
    public long daemon(String log, List<String> command) {
        if (command.get(0).equals("sh")) {
            return nextPid++; // what runs beside the system changes nothing here
        }
        throw new ShellException("no system is started by a shell here, on " + name, null);
    }

    @Override
    public void upload(byte[] content, String path, int permissions) {
        throw new ShellException("there is no disk on " + name, null);
    }

    @Override
    public void download(String path, Path to) {
        throw new ShellException("there is no disk on " + name, null);
    }
}
