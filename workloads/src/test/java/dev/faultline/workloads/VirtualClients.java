package dev.faultline.workloads;

import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.phases;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.HistoryWriter;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.harness.client.DefiniteFailure;
import dev.faultline.harness.client.Service;
import dev.faultline.harness.client.Workload;
import dev.faultline.harness.client.Workload.Shape;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.run.Interpreter;
import dev.faultline.harness.run.Recorder;
import dev.faultline.harness.time.Dice;
import dev.faultline.harness.time.Seed;
import dev.faultline.harness.time.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A workload for virtual seconds against services in memory. Requests and answers take up to 5 ms each; of a hundred requests one is
 * lost on its way there, and of a hundred answers one on its way back.
 *
 * @param <S> the service
 */
public final class VirtualClients<S extends Service> implements Recorder {
    private final Workload<S> workload;
    private final Shape shape;
    private final Options options;
    private final IntFunction<S> serviceOfNode;
    private final Seed seed;
    private final Dice dice;
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final List<Event> events = new ArrayList<>();

    /** @param serviceOfNode what the node of that number, from 1, serves */
    public VirtualClients(
            Workload<S> workload, Shape shape, Map<String, String> given, IntFunction<S> serviceOfNode, long seed) {
        this.workload = workload;
        this.shape = shape;
        this.options = Options.resolve(workload.options(), given);
        this.serviceOfNode = serviceOfNode;
        this.seed = new Seed(seed);
        this.dice = this.seed.fork("world").dice();
    }

    /** Something that happens at that time. */
    public VirtualClients<S> at(Duration time, Runnable action) {
        scheduler.at(time.toNanos(), action);
        return this;
    }

    /** What those clients saw. */
    public VirtualClients<S> run() throws InterruptedException {
        new Interpreter(scheduler, seed, shape.clients(), this::perform, (i, done) -> {}, this)
                .run(phases(
                        onClients(workload.operations(shape, options)
                                .stagger(Duration.ofNanos(Math.round(1e9 / shape.rate())))
                                .timeLimit(shape.timeLimit())),
                        onClients(workload.finalOperations(shape, options))));
        return this;
    }

    private void perform(Invocation invocation, Consumer<Completion> done) {
        long there = scheduler.nanos() + 100_000L + dice.below(5_000_000);
        long back = 100_000L + dice.below(5_000_000);
        int fate = dice.below(100);
        scheduler.at(there, () -> {
            Completion effect = fate == 0 ? null : apply(invocation);
            Completion told = fate <= 1 ? Completion.info(invocation.value(), "lost") : Objects.requireNonNull(effect);
            scheduler.at(scheduler.nanos() + back, () -> done.accept(told));
        });
    }

    private Completion apply(Invocation invocation) {
        try {
            return workload.apply(serviceOfNode.apply(node(invocation)), invocation);
        } catch (DefiniteFailure e) {
            return Completion.fail(invocation.value(), String.valueOf(e.getMessage()));
        } catch (Exception e) {
            throw new AssertionError("services in memory fail only on purpose", e);
        }
    }

    private int node(Invocation invocation) {
        return invocation.thread() % shape.nodes() + 1;
    }

    @Override
    public void invoked(Invocation i) {
        record(i, EventType.INVOKE, i.nanos(), i.value());
    }

    @Override
    public void completed(Invocation i, long nanos, Completion completion) {
        record(i, EventType.valueOf(completion.outcome().name()), nanos, completion.value());
    }

    private void record(Invocation i, EventType type, long nanos, @Nullable Object value) {
        events.add(Event.of(type, ProcessId.client(i.process()), i.function(), value)
                .at(nanos)
                .with("node", "n" + node(i)));
    }

    public History history() {
        return History.of(events);
    }

    /** As the history's file would have it. */
    public String text() {
        return events.stream().map(HistoryWriter::line).collect(Collectors.joining("\n"));
    }

    public Options options() {
        return options;
    }
}
