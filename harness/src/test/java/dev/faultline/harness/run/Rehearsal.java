package dev.faultline.harness.run;

import dev.faultline.harness.client.Invoker;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.time.Seed;
import dev.faultline.harness.time.VirtualScheduler;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A run on virtual time: every operation takes as long, and ends as, the test says. */
public final class Rehearsal {
    private final int clients;
    private long seed = 1;
    private ToLongFunction<Invocation> nanos =
            invocation -> Duration.ofMillis(1).toNanos();
    private Function<Invocation, Completion> end = invocation -> Completion.ok(invocation.value());

    private Rehearsal(int clients) {
        this.clients = clients;
    }

    public static Rehearsal with(int clients) {
        return new Rehearsal(clients);
    }

    public Rehearsal seed(long value) {
        seed = value;
        return this;
    }

    public Rehearsal eachTakes(Duration duration) {
        return eachTakes(invocation -> duration);
    }

    public Rehearsal eachTakes(Function<Invocation, Duration> duration) {
        nanos = invocation -> duration.apply(invocation).toNanos();
        return this;
    }

    public Rehearsal eachEnds(Function<Invocation, Completion> completion) {
        end = completion;
        return this;
    }

    public Log run(Generator generator) {
        return run(generator, new VirtualScheduler(), interpreter -> {});
    }

    /** @param more what else is to happen, given the interpreter before it runs */
    Log run(Generator generator, VirtualScheduler scheduler, Consumer<Interpreter> more) {
        Log log = new Log();
        Invoker invoker = (invocation, done) -> scheduler.at(
                scheduler.nanos() + nanos.applyAsLong(invocation), () -> done.accept(end.apply(invocation)));
        Interpreter interpreter = new Interpreter(scheduler, new Seed(seed), clients, invoker, invoker, log);
        more.accept(interpreter);
        try {
            interpreter.run(generator);
        } catch (InterruptedException e) {
            throw new AssertionError("virtual time does not wait", e);
        }
        return log;
    }
}
