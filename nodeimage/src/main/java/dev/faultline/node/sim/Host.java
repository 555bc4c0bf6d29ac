package dev.faultline.node.sim;

import dev.faultline.node.NodeProgram;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One machine: clock and disk, which outlive processes, and at most one process. */
final class Host {
    final int node;
    final Agenda agenda;
    final WorldOptions options;
    final SimulatedNetwork network;
    final Observers observers;
    final Pace pace;
    final SimulatedClock clock;
    final SimulatedDisk disk;
    private final Function<String, RandomGenerator> dice;
    private final Connections connections;

    /** How many times as long as usual it takes to handle anything. */
    double slowness = 1;

    private @Nullable Process process;
    private long incarnation;
    private @Nullable String death;

    Host(
            int node,
            Agenda agenda,
            Function<String, RandomGenerator> dice,
            WorldOptions options,
            SimulatedNetwork network,
            Observers observers,
            Connections connections) {
        this.node = node;
        this.agenda = agenda;
        this.dice = dice;
        this.options = options;
        this.network = network;
        this.observers = observers;
        this.connections = connections;
        pace = new Pace(agenda);
        clock = new SimulatedClock(pace, dice("clock"), options);
        disk = new SimulatedDisk(pace, options, dice("disk's latency"), dice("disk's errors"), dice("disk's losses"));
    }

    private Dice dice(String what) {
        return new Dice(dice.apply("node " + node + " " + what));
    }

    @Nullable
    Process process() {
        return process;
    }

    long incarnation() {
        return incarnation;
    }

    @Nullable
    String death() {
        return death;
    }

    void boot(NodeProgram program) {
        if (process != null) {
            throw new IllegalStateException("node " + node + " runs already");
        }
        death = null;
        incarnation++;
        process = new Process(this, program, incarnation, dice("process " + incarnation));
        observers.started(agenda.nanos(), node, incarnation);
        process.start();
    }

    CrashReport crash(PowerLoss loss) {
        end("crashed");
        return disk.crash(node, incarnation, loss);
    }

    void exit() {
        end("exited");
        disk.exit();
    }

    void died(String why) {
        end("died: " + why);
        disk.exit();
        death = why;
    }

    void pause() {
        running().pause();
        observers.changed(agenda.nanos(), node, incarnation, "paused");
    }

    void resume() {
        Process resuming = running();
        observers.changed(agenda.nanos(), node, incarnation, "resumed");
        resuming.resume();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("node " + node + " does not run");
        }
        return process;
    }

    private void end(String how) {
        if (process == null) {
            return;
        }
        process.end();
        process = null;
        observers.changed(agenda.nanos(), node, incarnation, how);
        connections.broken(node);
    }
}
