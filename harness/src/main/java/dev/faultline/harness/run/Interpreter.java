package dev.faultline.harness.run;

import dev.faultline.harness.client.Invoker;
import dev.faultline.harness.generator.Context;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.generator.Generators;
import dev.faultline.harness.generator.Next;
import dev.faultline.harness.generator.Next.Pending;
import dev.faultline.harness.generator.Next.Ready;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.time.Scheduler;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Asks a generator what to do, hands operations to clients, folds their completions back in. It lives on its scheduler's thread,
 * never blocks there and knows no other time, so that it runs the same on real and on virtual time. It asks again when an
 * operation has ended or at the moment that the generator named, and at no other time.
 */
public final class Interpreter {
    private static final long NO_WAKE = Long.MAX_VALUE;

    private final Scheduler scheduler;
    private final Invoker clients;
    private final Invoker faults;
    private final Recorder recorder;
    private final SortedMap<Integer, Invocation> open = new TreeMap<>();
    private Context context;
    private Generator generator = Generators.then();
    private long runs;
    private long wakeNanos = NO_WAKE;
    private boolean exhausted = true;
    private boolean abandoned;
    private boolean asking;

    /**
     * @param seed decides all that the generators draw
     * @param clientThreads 0 or more
     * @param clients performs what a generator wants of clients' threads
     * @param faults performs what it wants of the faults' thread
     */
    public Interpreter(
            Scheduler scheduler, Seed seed, int clientThreads, Invoker clients, Invoker faults, Recorder recorder) {
        this.scheduler = scheduler;
        this.context = Context.start(clientThreads, seed);
        this.clients = clients;
        this.faults = faults;
        this.recorder = recorder;
    }

    /**
     * Runs on the calling thread until {@code operations} is done, or was stopped, and no operation is open. May be called again,
     * as to heal after a stop: processes go on where they were, dice are others.
     *
     * @throws IllegalStateException when the generator waits for something that cannot happen
     * @throws InterruptedException when the calling thread is interrupted; operations may then be open
     */
    public void run(Generator operations) throws InterruptedException {
        generator = operations;
        exhausted = false;
        runs++;
        scheduler.execute(this::ask);
        scheduler.runUntil(() -> exhausted && open.isEmpty());
    }

    /**
     * Ends early what {@link #run} is doing; may be called from any thread. From then on no operation begins. Those open may
     * end within {@code grace}; what is open after that is recorded as unknown, and nothing that it may still answer is heard.
     */
    public void stop(Duration grace) {
        scheduler.execute(() -> {
            long stopped = runs;
            exhausted = true;
            scheduler.at(scheduler.nanos() + grace.toNanos(), () -> abandonOpen(stopped));
        });
    }

    /** Never within itself: on virtual time that would be a client that lets time pass while it is invoked. */
    private void ask() {
        if (asking) {
            throw new IllegalStateException("the generator is being asked already");
        }
        asking = true;
        try {
            askUntilItWaits();
        } finally {
            asking = false;
        }
    }

    private void askUntilItWaits() {
        while (!exhausted) {
            context = context.at(scheduler.nanos());
            Next next = generator.next(context.branch(runs));
            if (next instanceof Ready ready) {
                generator = ready.rest();
                invoke(ready);
            } else if (next instanceof Pending pending) {
                generator = pending.waiting();
                await(pending.askAgainNanos());
                return;
            } else {
                exhausted = true;
            }
        }
    }

    private void invoke(Ready ready) {
        int thread = ready.thread();
        if (!context.free().contains(thread)) {
            throw new IllegalStateException(
                    "the generator chose thread " + thread + ", which is not free: " + ready.operation());
        }
        Invocation invocation = new Invocation(
                context.now(),
                thread,
                context.process(thread),
                ready.operation().function(),
                ready.operation().value());
        context = context.invoked(invocation);
        open.put(thread, invocation);
        recorder.invoked(invocation);
        Invoker invoker = thread == Context.FAULTS ? faults : clients;
        invoker.invoke(invocation, completion -> scheduler.execute(() -> complete(invocation, completion)));
    }

    private void await(long askAgain) {
        if (askAgain == Pending.ON_COMPLETION) {
            if (open.isEmpty()) {
                throw new IllegalStateException(
                        "the generator waits for a completion, but no operation is open: has it any thread to use?");
            }
        } else if (askAgain <= context.now()) {
            throw new IllegalStateException("the generator wants to be asked again at " + askAgain
                    + " ns, which is not after " + context.now());
        } else if (askAgain < wakeNanos) {
            wakeNanos = askAgain;
            scheduler.at(askAgain, () -> wake(askAgain));
        }
    }

    /** An earlier moment may have been named since this one was: then that one counts, and names the next. */
    private void wake(long nanos) {
        if (nanos == wakeNanos) {
            wakeNanos = NO_WAKE;
            ask();
        }
    }

    private void complete(Invocation invocation, Completion completion) {
        if (open.remove(invocation.thread(), invocation)) {
            settle(invocation, completion);
            ask();
        } else if (!abandoned) {
            throw new IllegalStateException("completed twice: " + invocation + ", now with " + completion);
        }
    }

    private void abandonOpen(long stopped) {
        if (stopped != runs) {
            return;
        }
        abandoned = true;
        List<Invocation> left = List.copyOf(open.values());
        open.clear();
        for (Invocation invocation : left) {
            settle(invocation, Completion.info(invocation.value(), "still open when the run was stopped"));
        }
    }

    private void settle(Invocation invocation, Completion completion) {
        context = context.at(scheduler.nanos()).completed(invocation, completion);
        recorder.completed(invocation, context.now(), completion);
        generator = generator.completed(context.branch(runs), invocation, completion);
    }
}
