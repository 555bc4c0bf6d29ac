package dev.faultline.node.sim;

import dev.faultline.node.NodeProgram;
import dev.faultline.node.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Nodes, each a machine with clock and disk and at most one process, and the network between them and their clients. Everything is
 * decided by the dice and by what is called, in order; nothing happens but on the agenda. Nodes are numbered from 1 and are there as soon
 * as they are named.
 */
public final class World {
    private final Agenda agenda;
    private final Function<String, RandomGenerator> dice;
    private final WorldOptions options;
    private final Observers observers = new Observers();
    private final Connections connections;
    private final SimulatedNetwork network;
    private final List<Host> hosts = new ArrayList<>();

    /**
     * A world in which nothing runs yet.
     *
     * @param dice gives for each label dice of its own, always the same for the same label, so that drawing more in one place changes
     *     nothing in another; {@link Dice#source}
     */
    public World(Agenda agenda, Function<String, RandomGenerator> dice, WorldOptions options) {
        this.agenda = agenda;
        this.dice = dice;
        this.options = options;
        network = new SimulatedNetwork(agenda, dice, options, observers, new Arrivals());
        connections = new Connections(agenda, network);
    }

    /** Where packets come out: at a process, or at a client. */
    private final class Arrivals implements SimulatedNetwork.Receiver {
        @Override
        public @Nullable Drop refusal(Packet packet) {
            if (packet.link.to == 0) {
                return connections.isOpen(packet.client) ? null : Drop.DOWN;
            }
            Process process = host(packet.link.to).process();
            if (process == null) {
                return Drop.DOWN;
            }
            return process.hasRoom() ? null : Drop.OVERFLOW;
        }

        @Override
        public void take(Packet packet) {
            if (packet.link.to == 0) {
                connections.answer(packet.client, packet.bytes);
                return;
            }
            Process process = host(packet.link.to).process();
            if (process != null) {
                process.message(packet);
            }
        }

        @Override
        public void lost(Packet packet, Drop reason) {
            if (reason == Drop.DOWN) {
                connections.refuse(packet.client);
            } else {
                connections.close(packet.client);
            }
        }
    }

    /**
     * Starts a process on a node, which finds there what the disk has.
     *
     * @throws IllegalStateException when one runs there
     */
    public void boot(int node, Supplier<NodeProgram> program) {
        host(node).boot(program.get());
    }

    /** The power goes: the process is gone, and of what was not durable all but a drawn part. Harmless to a node that does not run. */
    public CrashReport crash(int node) {
        return crash(node, PowerLoss.DRAWN);
    }

    /** As {@link #crash(int)}, with a say in what becomes of what was not durable. */
    public CrashReport crash(int node, PowerLoss loss) {
        return host(node).crash(loss);
    }

    /** The process is gone; the machine keeps what it wrote. */
    public void exit(int node) {
        host(node).exit();
    }

    /**
     * Nothing is processed until {@link #resume}; what arrives waits, up to a bound. Clocks go on.
     *
     * @throws IllegalStateException when no process runs there
     */
    public void pause(int node) {
        host(node).pause();
    }

    /**
     * Ends a pause; harmless when there is none.
     *
     * @throws IllegalStateException when no process runs there
     */
    public void resume(int node) {
        host(node).resume();
    }

    /** Makes a node take so many times as long to handle anything; 1 ends that. */
    public void slow(int node, double factor) {
        if (!(factor >= 1 && factor <= 1e9)) {
            throw new IllegalArgumentException("factor must be from 1 to 1e9, not " + factor);
        }
        host(node).slowness = factor;
    }

    /** How many times as long a node takes to handle anything; 1 unless it is slowed. */
    public double slowness(int node) {
        return host(node).slowness;
    }

    /** Whether a process runs there, paused or not. */
    public boolean runs(int node) {
        return host(node).process() != null;
    }

    public boolean paused(int node) {
        Process process = host(node).process();
        return process != null && process.paused();
    }

    /** How many processes there have been on that node. */
    public long incarnation(int node) {
        return host(node).incarnation();
    }

    /** Why the last process ended by itself; empty when it runs or was ended. */
    public Optional<String> death(int node) {
        return Optional.ofNullable(host(node).death());
    }

    /** What a node takes itself for; role {@code down} when no process runs there. */
    public NodeView view(int node) {
        Process process = host(node).process();
        return process == null
                ? new NodeView("down", 0, 0, 0, 0)
                : process.program().view();
    }

    /** What a message says, by the program of a node; its length when no process runs there. */
    public String describe(int node, byte[] message) {
        Process process = host(node).process();
        return process == null ? message.length + " bytes" : process.program().describe(message);
    }

    public WorldOptions options() {
        return options;
    }

    public SimulatedNetwork network() {
        return network;
    }

    public SimulatedClock clock(int node) {
        return host(node).clock;
    }

    public SimulatedDisk disk(int node) {
        return host(node).disk;
    }

    /** As {@link #request(int, byte[], Consumer, Runnable)}, for who is not told of a connection that ends. */
    public void request(int node, byte[] frame, Consumer<byte[]> answered) {
        request(node, frame, answered, () -> {});
    }

    /**
     * Sends a client's request over the link from node 0 to {@code node}, on a connection of its own. The first answer to arrive ends it.
     *
     * @param broken is called when there is no process to connect to, or when it ends before it has answered; never after
     *     {@code answered}. Neither is called when a link lost request or answer, or when the process does not answer.
     */
    public void request(int node, byte[] frame, Consumer<byte[]> answered, Runnable broken) {
        network.send(0, node, frame, connections.open(node, answered, broken));
    }

    /** Tells {@code observer} everything from now on. */
    public void listen(Observer observer) {
        observers.add(observer);
    }

    private Host host(int node) {
        if (node < 1) {
            throw new IllegalArgumentException("node must be 1 or more, not " + node);
        }
        while (hosts.size() < node) {
            hosts.add(new Host(hosts.size() + 1, agenda, dice, options, network, observers, connections));
        }
        return hosts.get(node - 1);
    }
}
