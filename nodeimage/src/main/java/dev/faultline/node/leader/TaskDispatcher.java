package dev.faultline.node.leader;

import dev.faultline.node.Env;
import dev.faultline.node.machine.LogCommand;
import dev.faultline.node.machine.ReplicatedMachine;
import dev.faultline.node.machine.Task;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Gives tasks to nodes while this node leads. Who has a task is in the log, so the next leader goes on from there. The node is told again
 * and again until it says that the work is done; one that says nothing for long is taken for failed, and its tasks are given to others.
 */
final class TaskDispatcher {

    /** Adds to the log. */
    interface Proposals {
        void propose(LogCommand command, Consumer<Outcome> then);
    }

    private final Env env;
    private final ReplicatedMachine machine;
    private final Proposals proposals;
    private final long suspectNanos;

    /** When each node that has a task last answered, or was first waited for. */
    private final TreeMap<Integer, Long> heardNanos = new TreeMap<>();

    /** Until when each suspected node gets no tasks; then it is given a chance. */
    private final TreeMap<Integer, Long> suspectedNanos = new TreeMap<>();

    private final TreeMap<Long, LogCommand> proposed = new TreeMap<>();
    private long leadership;

    TaskDispatcher(Env env, ReplicatedMachine machine, Proposals proposals, long suspectNanos) {
        this.env = env;
        this.machine = machine;
        this.proposals = proposals;
        this.suspectNanos = suspectNanos;
    }

    /** A leadership begins: nothing is known of the nodes, and nothing of this node is on its way to the log. */
    void begin() {
        leadership++;
        heardNanos.clear();
        suspectedNanos.clear();
        proposed.clear();
    }

    /** A node answers a dispatch. */
    void receive(int node, PeerMessage.Progress progress) {
        heardNanos.put(node, env.monotonicNanos());
        suspectedNanos.remove(node);
        if (progress.done()) {
            propose(progress.task(), new LogCommand.Completed(progress.task(), progress.attempt(), node));
        }
    }

    /**
     * To be called every now and then.
     *
     * @param workers the nodes that may be given tasks
     */
    void tick(SortedSet<Integer> workers) {
        long now = env.monotonicNanos();
        Map<Integer, Integer> load = load(workers);
        suspect(load, now);
        Map<Integer, Integer> live = new TreeMap<>(load);
        live.keySet().removeAll(suspectedNanos.keySet());
        for (Task task : machine.openTasks()) {
            boolean better = suspectedNanos.containsKey(task.node()) && !live.isEmpty();
            if (workers.contains(task.node()) && !better) {
                env.send(task.node(), new PeerMessage.Dispatch(task.id(), task.attempt()).encode());
            } else if (!proposed.containsKey(task.id())) {
                leastLoaded(live.isEmpty() ? load : live).ifPresent(node -> {
                    live.computeIfPresent(node, (each, tasks) -> tasks + 1);
                    propose(task.id(), new LogCommand.Assigned(task.id(), node));
                });
            }
        }
    }

    private void suspect(Map<Integer, Integer> load, long now) {
        suspectedNanos.values().removeIf(until -> now >= until);
        load.forEach((node, tasks) -> {
            if (tasks == 0 || suspectedNanos.containsKey(node)) {
                // Nobody can be late with an answer who was not asked.
                heardNanos.remove(node);
            } else if (now - heardNanos.computeIfAbsent(node, each -> now) > suspectNanos) {
                suspectedNanos.put(node, now + 4 * suspectNanos);
                env.tell(new Env.Event("suspects", "n" + node + " says nothing of its tasks", node, 0));
            }
        });
    }

    private Map<Integer, Integer> load(SortedSet<Integer> workers) {
        Map<Integer, Integer> load = new TreeMap<>();
        workers.forEach(node -> load.put(node, 0));
        machine.openTasks().forEach(task -> load.computeIfPresent(task.node(), (node, tasks) -> tasks + 1));
        return load;
    }

    private static Optional<Integer> leastLoaded(Map<Integer, Integer> load) {
        return load.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    private void propose(long task, LogCommand command) {
        if (command.equals(proposed.get(task))) {
            return;
        }
        proposed.put(task, command);
        long during = leadership;
        proposals.propose(command, outcome -> {
            if (during == leadership) {
                proposed.remove(task, command);
            }
        });
    }
}
