package dev.faultline.systems.leader;

import dev.faultline.harness.client.Tasks;
import dev.faultline.node.protocol.TaskOperation;
import java.util.Collection;
import java.util.List;

/** Tasks that the leader gives to nodes. */
final class LeaderTasks implements Tasks {
    private final LeaderClient client;

    LeaderTasks(LeaderClient client) {
        this.client = client;
    }

    @Override
    public void submit(long id) throws Exception {
        client.perform(new TaskOperation.Submit(id));
    }

    @Override
    public Collection<Task> list() throws Exception {
        return Values.rows(client.perform(new TaskOperation.Tasks())).stream()
                .map(LeaderTasks::task)
                .toList();
    }

    /** A row is the id, the number of effects, and the node to which it was given last. */
    private static Task task(List<Long> row) {
        long effects = row.get(1);
        long node = row.get(2);
        State state = effects > 0 ? State.DONE : node > 0 ? State.RUNNING : State.SUBMITTED;
        return new Task(row.get(0), state, effects, node == 0 ? null : "n" + node);
    }

    @Override
    public void close() {
        client.close();
    }
}
