package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Completion.Outcome;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.time.Dice;
import dev.faultline.harness.time.Seed;

/**
 * What a generator may know when it is asked: the time, the threads it may use and which of them are free, their processes,
 * and dice. An immutable value; the interpreter keeps one and moves it on.
 *
 * <p>Draws are a function of the seed, the place in the tree of generators ({@link #branch}) and how much that place has
 * emitted ({@link #dice}), never of how often it was asked. So a run on real time, which asks at other moments, makes the same
 * choices as one on virtual time.
 */
public final class Context {
    /** The thread on which faults are injected, and its only process. */
    public static final int FAULTS = -1;

    private final long now;
    private final Threads all;
    private final Threads free;
    private final int clients;

    /** By thread + 1. Never changed, only replaced. */
    private final long[] processes;

    private final Seed seed;
    private final Memory memory;
    private final RunLog log;

    private Context(
            long now, Threads all, Threads free, int clients, long[] processes, Seed seed, Memory memory, RunLog log) {
        this.now = now;
        this.all = all;
        this.free = free;
        this.clients = clients;
        this.processes = processes;
        this.seed = seed;
        this.memory = memory;
        this.log = log;
    }

    /**
     * The beginning of a run, at time 0: all threads free, thread {@code t} carries process {@code t}.
     *
     * @param clients the number of client threads, 0 or more; the faults' thread is there besides
     */
    public static Context start(int clients, Seed seed) {
        if (clients < 0) {
            throw new IllegalArgumentException("clients must be 0 or more, not " + clients);
        }
        Threads all = Threads.clients(clients).with(FAULTS);
        long[] processes = new long[clients + 1];
        for (int i = 0; i <= clients; i++) {
            processes[i] = i - 1L;
        }
        return new Context(0, all, all, clients, processes, seed, Memory.EMPTY, new RunLog());
    }

    /** Nanoseconds on the run's clock. */
    public long now() {
        return now;
    }

    /** The threads that the generator asked may use, busy or not. */
    public Threads all() {
        return all;
    }

    /** Those of {@link #all} that have no operation open. */
    public Threads free() {
        return free;
    }

    /** The logical process that {@code thread} carries at present. */
    public long process(int thread) {
        return processes[thread + 1];
    }

    /** The dice for emission number {@code count} of the generator asked: the same ones whenever it asks for them again. */
    public Dice dice(long count) {
        return seed.fork(-1 - count).dice();
    }

    /** For the part number {@code index} (0 or more) of a generator that draws or has several parts: the same with other dice. */
    public Context branch(long index) {
        return new Context(now, all, free, clients, processes, seed.fork(index), memory, log);
    }

    /** The same for a generator that may use only {@code threads}. */
    public Context on(Threads threads) {
        return new Context(now, all.and(threads), free.and(threads), clients, processes, seed, memory, log);
    }

    /** The same for a generator that may use only clients' threads. */
    public Context onClients() {
        return all.contains(FAULTS)
                ? new Context(now, all.without(FAULTS), free.without(FAULTS), clients, processes, seed, memory, log)
                : this;
    }

    /** The same at another time. */
    public Context at(long nanos) {
        return new Context(nanos, all, free, clients, processes, seed, memory, log);
    }

    /** After {@code invocation} was handed out: its thread is busy. */
    public Context invoked(Invocation invocation) {
        return new Context(
                now, all, free.without(invocation.thread()), clients, processes, seed, memory.invoked(), log);
    }

    /**
     * After {@code invocation} has ended: its thread is free, and carries a new process when the outcome is unknown. New
     * processes are numbered as Jepsen does: the old number plus the number of clients. The faults' process never ends.
     */
    public Context completed(Invocation invocation, Completion completion) {
        int thread = invocation.thread();
        long[] carried = processes;
        if (completion.outcome() == Outcome.INFO && thread != FAULTS) {
            carried = processes.clone();
            carried[thread + 1] += clients;
        }
        return new Context(
                now, all, free.with(thread), clients, carried, seed, memory.completed(invocation, completion), log);
    }

    Context remembering(Memory scope) {
        return new Context(now, all, free, clients, processes, seed, scope, log);
    }

    /** A line for the run's log, from this place and only once, however often it is asked. */
    void sayOnce(String line) {
        log.sayOnce(seed, now, line);
    }

    Memory memory() {
        return memory;
    }
}
