package dev.faultline.node.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A world with echoing nodes, and what clients and observers saw. */
final class Stage {
    static final long MILLI = 1_000_000;

    final EventQueue queue = new EventQueue();
    final World world;
    final TreeMap<Integer, Echo> programs = new TreeMap<>();
    final List<String> answers = new ArrayList<>();
    final List<String> drops = new ArrayList<>();
    final List<String> changes = new ArrayList<>();

    Stage(long seed, WorldOptions options, int nodes) {
        world = new World(queue, Dice.source(seed), options);
        world.listen(new Observer() {
            @Override
            public void dropped(long nanos, int from, int to, long packet, byte[] message, Drop reason) {
                drops.add(from + ">" + to + " " + Echo.text(message) + " " + reason);
            }

            @Override
            public void changed(long nanos, int node, long incarnation, String how) {
                changes.add(node + "#" + incarnation + " " + how);
            }
        });
        for (int node = 1; node <= nodes; node++) {
            boot(node);
        }
    }

    static Stage calm(int nodes) {
        return new Stage(1, WorldOptions.calm(), nodes);
    }

    void boot(int node) {
        Echo program = new Echo();
        programs.put(node, program);
        world.boot(node, () -> program);
    }

    Echo program(int node) {
        Echo program = programs.get(node);
        if (program == null) {
            throw new IllegalArgumentException("node " + node + " was never booted");
        }
        return program;
    }

    /** Sends commands; what comes back is kept. */
    void request(int node, String commands) {
        world.request(
                node, Echo.bytes(commands), answer -> answers.add(Echo.text(answer)), () -> answers.add("broken"));
    }

    void run(long millis) {
        queue.runUntil(queue.nanos() + millis * MILLI);
    }

    /** Commands with nothing in the way, all done on return. */
    void perform(int node, String commands) {
        request(node, commands);
        run(100);
    }
}
