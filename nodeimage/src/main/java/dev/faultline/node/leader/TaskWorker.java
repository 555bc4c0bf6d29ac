package dev.faultline.node.leader;

import dev.faultline.node.Env;
import java.util.TreeMap;

/**
 * A node's work on tasks. What it did is forgotten with its process, and a leader that does not hear of it asks again: the work of a task
 * is done at least once. The effect is the machine's business.
 */
final class TaskWorker {
    private static final int KEPT = 1_000;

    private final Env env;
    private final long workNanos;
    private final TreeMap<Key, Work> works = new TreeMap<>();
    private long begun;

    private record Key(long task, long attempt) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byTask = Long.compare(task, other.task);
            return byTask != 0 ? byTask : Long.compare(attempt, other.attempt);
        }
    }

    private static final class Work {
        private final long number;
        private int leader;
        private boolean done;

        Work(long number) {
            this.number = number;
        }
    }

    TaskWorker(Env env, long workNanos) {
        this.env = env;
        this.workNanos = workNanos;
    }

    /** A leader wants it done, maybe not for the first time. */
    void dispatch(int leader, PeerMessage.Dispatch dispatch) {
        Key key = new Key(dispatch.task(), dispatch.attempt());
        Work work = works.get(key);
        if (work == null) {
            work = new Work(++begun);
            begin(key, work);
        }
        work.leader = leader;
        tell(key, work);
    }

    private void begin(Key key, Work work) {
        works.put(key, work);
        works.values().removeIf(old -> old.done && old.number <= begun - KEPT);
        env.after(workNanos, () -> {
            work.done = true;
            tell(key, work);
        });
    }

    private void tell(Key key, Work work) {
        env.send(work.leader, new PeerMessage.Progress(key.task, key.attempt, work.done).encode());
    }
}
