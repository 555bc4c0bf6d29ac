package dev.faultline.node.machine;

import dev.faultline.node.Bug;
import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.CounterOperation;
import dev.faultline.node.protocol.LockOperation;
import dev.faultline.node.protocol.Operation;
import dev.faultline.node.protocol.QueueOperation;
import dev.faultline.node.protocol.RegisterOperation;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.SetOperation;
import dev.faultline.node.protocol.TaskOperation;
import dev.faultline.node.raft.StateMachine;
import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/** All replicated data of a node. Its time is the greatest stamp that a command bore. */
public final class ReplicatedMachine implements StateMachine {
    private static final long EXPIRE_EVERY_NANOS = 1_000_000_000;

    private final Registers registers = new Registers();
    private final Sets sets = new Sets();
    private final Counters counters = new Counters();
    private final Queues queues = new Queues();
    private final Locks locks;
    private final Tasks tasks;
    private final Sessions sessions;
    private long timeNanos;
    private long expiredNanos;

    /**
     * @param bugs of which it heeds {@link Bug#RETRY_APPLIED_TWICE}, {@link Bug#LOCK_WITHOUT_FENCING} and {@link Bug#TASK_DONE_TWICE}
     */
    public ReplicatedMachine(Set<Bug> bugs) {
        this(bugs, Sessions.Limits.USUAL);
    }

    ReplicatedMachine(Set<Bug> bugs, Sessions.Limits limits) {
        this.locks = new Locks(!bugs.contains(Bug.LOCK_WITHOUT_FENCING));
        this.tasks = new Tasks(!bugs.contains(Bug.TASK_DONE_TWICE));
        this.sessions = new Sessions(limits, !bugs.contains(Bug.RETRY_APPLIED_TWICE));
    }

    /**
     * @param command made by {@link LogCommand#stamped}
     * @return a {@link Response}, as bytes
     */
    @Override
    public byte[] apply(long index, byte[] command) {
        ByteReader from = new ByteReader(command);
        // A new leader's clock may begin a little behind what the old one stamped; time does not go back for that.
        timeNanos = Math.max(timeNanos, from.varint());
        if (timeNanos - expiredNanos >= EXPIRE_EVERY_NANOS) {
            expiredNanos = timeNanos;
            sessions.expire(timeNanos);
        }
        return apply(index, LogCommand.decode(from)).toBytes();
    }

    private Response apply(long index, LogCommand command) {
        if (command instanceof LogCommand.Asked asked) {
            return apply(index, asked.request());
        }
        if (command instanceof LogCommand.Assigned assigned) {
            return tasks.assign(assigned.task(), assigned.node());
        }
        LogCommand.Completed completed = (LogCommand.Completed) command;
        return tasks.complete(completed.task(), completed.attempt(), completed.node());
    }

    private Response apply(long index, Request request) {
        if (request instanceof Request.Hello hello) {
            return sessions.open(index, hello.token(), timeNanos);
        }
        if (request instanceof Request.Goodbye goodbye) {
            return sessions.close(goodbye.session());
        }
        if (request instanceof Command command) {
            return command.operation().reads()
                    ? perform(command.operation())
                    : sessions.perform(command, timeNanos, () -> perform(command.operation()));
        }
        return new Response.BadRequest("not for the log: " + request);
    }

    /** Answers a read from what has been applied. */
    public Response read(Operation operation) {
        if (!operation.reads()) {
            throw new IllegalArgumentException("not a read: " + operation);
        }
        return perform(operation);
    }

    private Response perform(Operation operation) {
        if (operation instanceof RegisterOperation register) {
            return registers.apply(register);
        }
        if (operation instanceof SetOperation set) {
            return sets.apply(set);
        }
        if (operation instanceof CounterOperation counter) {
            return counters.apply(counter);
        }
        if (operation instanceof QueueOperation queue) {
            return queues.apply(queue);
        }
        if (operation instanceof LockOperation lock) {
            return locks.apply(lock, timeNanos);
        }
        return tasks.apply((TaskOperation) operation);
    }

    /** The greatest stamp so far. */
    public long timeNanos() {
        return timeNanos;
    }

    /** The tasks that have no effect yet, ascending by number. */
    public List<Task> openTasks() {
        return tasks.open();
    }

    public int openSessions() {
        return sessions.size();
    }

    /** A checksum of the whole state: the same on two nodes that have applied the same commands. */
    public long digest() {
        CRC32C sum = new CRC32C();
        sum.update(snapshot());
        return sum.getValue();
    }

    @Override
    public byte[] snapshot() {
        ByteWriter to = new ByteWriter().varint(timeNanos).varint(expiredNanos);
        registers.save(to);
        sets.save(to);
        counters.save(to);
        queues.save(to);
        locks.save(to);
        tasks.save(to);
        sessions.save(to);
        return to.toBytes();
    }

    @Override
    public void restore(byte[] snapshot) {
        ByteReader from = new ByteReader(snapshot);
        timeNanos = from.varint();
        expiredNanos = from.varint();
        registers.load(from);
        sets.load(from);
        counters.load(from);
        queues.load(from);
        locks.load(from);
        tasks.load(from);
        sessions.load(from);
        from.end();
    }
}
