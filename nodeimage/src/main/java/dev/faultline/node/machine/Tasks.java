package dev.faultline.node.machine;

import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.protocol.Response.Refused;
import dev.faultline.node.protocol.TaskOperation;
import dev.faultline.node.protocol.Value;
import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import java.util.List;
import java.util.TreeMap;

/**
 * Tasks, to whom they were given, and their effects. A node may do a task's work and be too slow to say so: then the work is done
 * twice, but the effect is recorded here, for the last attempt only and only once.
 */
final class Tasks {
    private final TreeMap<Long, Task> tasks = new TreeMap<>();
    private final TreeMap<Long, Task> open = new TreeMap<>();
    private final boolean once;

    Tasks(boolean once) {
        this.once = once;
    }

    Response apply(TaskOperation operation) {
        if (operation instanceof TaskOperation.Submit submit) {
            if (!tasks.containsKey(submit.id())) {
                put(new Task(submit.id(), 0, 0, 0));
            }
            return Ok.NOTHING;
        }
        return new Ok(new Value.Rows(tasks.values().stream()
                .map(task -> new Value.Numbers(List.of(task.id(), task.effects(), (long) task.node(), task.attempt())))
                .toList()));
    }

    Response assign(long id, int node) {
        Task task = tasks.get(id);
        if (task == null || task.done()) {
            return new Refused("task " + id + " is not open");
        }
        put(new Task(id, node, task.attempt() + 1, 0));
        return Ok.of(task.attempt() + 1);
    }

    Response complete(long id, long attempt, int node) {
        Task task = tasks.get(id);
        if (task == null) {
            return new Refused("there is no task " + id);
        }
        boolean current = task.attempt() == attempt && task.node() == node && !task.done();
        if (once && !current) {
            return Ok.of(0);
        }
        put(new Task(id, task.node(), task.attempt(), task.effects() + 1));
        return Ok.of(1);
    }

    /** Those that have no effect yet, ascending. */
    List<Task> open() {
        return List.copyOf(open.values());
    }

    private void put(Task task) {
        tasks.put(task.id(), task);
        if (task.done()) {
            open.remove(task.id());
        } else {
            open.put(task.id(), task);
        }
    }

    void save(ByteWriter to) {
        to.varint(tasks.size());
        for (Task task : tasks.values()) {
            to.varint(task.id()).varint(task.node()).varint(task.attempt()).varint(task.effects());
        }
    }

    void load(ByteReader from) {
        tasks.clear();
        open.clear();
        for (int left = from.count(); left > 0; left--) {
            put(new Task(from.varint(), from.natural(), from.varint(), from.varint()));
        }
    }
}
