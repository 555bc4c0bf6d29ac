package dev.faultline.harness.fault;

import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.system.SystemUnderTest.Process;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A host in memory with one process of four threads, which takes signals as the kernel would, but for its flaws. */
public final class StagedHost implements Shell {
    private static final int THREADS = 4;

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
    /** Whether what is started on it exits at once. */
    public boolean startsInVain;

    StagedHost(String name) {
        this.name = name;
    }

    Optional<Process> process() {
        return process;
    }

    void start() {
        if (!startsInVain) {
            process = Optional.of(new Process(nextPid++, nextPid * 1000));
            stopped = false;
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
        if (command.get(0).equals("kill")) {
            return new Result(1, "", "kill: (" + command.get(2) + ") - No such process");
        }
        if (command.get(0).equals("sh") && command.get(2).startsWith("cat /proc/" + pid + "/task/*/stat")) {
            return new Result(0, threads(), "");
        }
        return new Result(0, "", "");
    }

    private void signal(String signal) {
        switch (signal) {
            case "-9" -> process = survivesKill ? process : Optional.empty();
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
        throw new ShellException("nothing is started by a shell here, on " + name, null);
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
