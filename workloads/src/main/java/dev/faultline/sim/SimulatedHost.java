package dev.faultline.sim;

import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.VirtualTime;
import dev.faultline.node.NodeProgram;
import dev.faultline.node.NodeView;
import dev.faultline.node.sim.World;
import dev.faultline.systems.reference.Connection;
import dev.faultline.systems.reference.ReferenceHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One node of a simulated world, as systems and faults see it. Its shell knows the one command that those who start and end processes
 * need: {@code kill}. A process that is killed loses what it had not synced, as with its machine's power.
 */
final class SimulatedHost implements ReferenceHost, Shell {
    private static final long PIDS_PER_NODE = 100_000;

    private final SimulatedCluster cluster;
    private final World world;
    private final int number;
    private @Nullable Supplier<NodeProgram> program;

    SimulatedHost(SimulatedCluster cluster, int number) {
        this.cluster = cluster;
        this.world = cluster.world();
        this.number = number;
    }

    @Override
    public void launch(Supplier<NodeProgram> started, boolean fresh) {
        if (world.runs(number)) {
            world.exit(number);
        }
        if (fresh) {
            world.disk(number).wipe();
        }
        program = started;
        world.boot(number, started);
    }

    /** Starts what ran last, on the storage as it is. */
    void again() {
        if (program == null) {
            throw new IllegalStateException("nothing ever ran on n" + number);
        }
        world.boot(number, program);
    }

    @Override
    public Optional<SystemUnderTest.Process> process() {
        long incarnation = world.incarnation(number);
        return world.runs(number)
                ? Optional.of(new SystemUnderTest.Process(PIDS_PER_NODE * number + incarnation, incarnation))
                : Optional.empty();
    }

    @Override
    public Optional<NodeView> view() {
        return world.runs(number) && !world.paused(number) ? Optional.of(world.view(number)) : Optional.empty();
    }

    @Override
    public Connection connect() {
        VirtualTime time = cluster.time();
        return new SimulatedConnection(world, number, time, cluster.nextConnection());
    }

    @Override
    public Result exec(Duration timeout, List<String> command) {
        if (command.size() == 3 && command.get(0).equals("kill")) {
            return kill(command.get(1), command.get(2));
        }
        throw new ShellException("n" + number + " is simulated and knows no command " + command, null);
    }

    private Result kill(String signal, String pid) {
        boolean there = process()
                .filter(process -> Long.toString(process.pid()).equals(pid))
                .isPresent();
        if (!there) {
            return new Result(1, "", "no process " + pid);
        }
        switch (signal) {
            case "-KILL", "-9" -> world.crash(number);
            case "-TERM", "-15" -> world.exit(number);
            default -> throw new ShellException("n" + number + " is simulated and knows no signal " + signal, null);
        }
        return new Result(0, "", "");
    }

    @Override
    public long daemon(String log, List<String> command) {
        throw new ShellException("n" + number + " is simulated and runs no program " + command, null);
    }

    @Override
    public void upload(byte[] content, String path, int permissions) {
        throw new ShellException("n" + number + " is simulated and has no file " + path, null);
    }

    /** The one file is the log of what its programs told. */
    @Override
    public void download(String path, Path to) {
        try {
            Path folder = to.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(to, cluster.logs().of(number));
        } catch (IOException e) {
            throw new ShellException("the log of n" + number + " cannot be written: " + e.getMessage(), e);
        }
    }
}
